package org.coroutines4j.debugging;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.coroutines4j.Async.delay;
import static org.coroutines4j.Async.supervisorScope;
import static org.coroutines4j.Async.taskScope;
import static org.coroutines4j.Async.withTimeoutOrEmpty;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.coroutines4j.Outcome;
import org.coroutines4j.Task;
import org.coroutines4j.testkit.DebugMode;
import org.junit.jupiter.api.Test;

/** Guards that debug mode reports tasks that wait for each other and would do so indefinitely. */
@DebugMode
class WaitCycleTest {
  @Test
  void tasksThatWaitForEachOther_areTold_whicheverComesLast() {
    for (int round = 0; round < 200; round++) {
      assertThat(messages(3))
          .isNotEmpty()
          .allMatch(
              message ->
                  message.startsWith(
                      "C4J-302: tasks wait for each other, and would do so indefinitely: task '"));
    }
  }

  @Test
  void message_namesTheWholeCircle() {
    assertThat(messages(1)).containsExactly("task 't0' waits for itself");
    String circle = messages(2).get(0);
    assertThat(circle)
        .isIn(
            "C4J-302: tasks wait for each other, and would do so indefinitely:"
                + " task 't0' -> task 't1' -> task 't0'",
            "C4J-302: tasks wait for each other, and would do so indefinitely:"
                + " task 't1' -> task 't0' -> task 't1'");
  }

  /**
   * Runs a cycle of {@code n} tasks, each waiting for the next, and returns the messages that they
   * throw.
   */
  private static List<String> messages(int n) {
    List<String> messages = new ArrayList<>();
    supervisorScope()
        .run(
            scope -> {
              CountDownLatch all = new CountDownLatch(n);
              List<CompletableFuture<Task<?>>> next = new ArrayList<>();
              for (int i = 0; i < n; i++) {
                next.add(new CompletableFuture<>());
              }
              List<Task<?>> tasks = new ArrayList<>();
              for (int i = 0; i < n; i++) {
                int own = i;
                tasks.add(
                    scope
                        .named("t" + i)
                        .launch(
                            () -> {
                              all.countDown();
                              all.await();
                              next.get(own).get().await();
                            }));
              }
              for (int i = 0; i < n; i++) {
                next.get(i).complete(tasks.get((i + 1) % n));
              }
              for (Task<?> task : tasks) {
                if (task.awaitOutcome() instanceof Outcome.Failure<?> failure
                    && failure.exception() instanceof IllegalStateException told
                    && !messages.contains(told.getMessage())) {
                  messages.add(told.getMessage());
                }
              }
            });
    return messages;
  }

  @Test
  void taskThatWaitsForOneItIsPartOf_isTold() {
    supervisorScope()
        .run(
            scope -> {
              CompletableFuture<Task<?>> self = new CompletableFuture<>();
              Task<?> outer =
                  scope
                      .named("outer")
                      .launch(
                          () ->
                              taskScope()
                                  .run(
                                      inner ->
                                          inner.named("inner").launch(() -> self.get().await())));
              self.complete(outer);
              assertThatThrownBy(outer::await)
                  .isInstanceOf(IllegalStateException.class)
                  .hasMessage(
                      "C4J-302: tasks wait for each other, and would do so indefinitely:"
                          + " task 'inner' -> task 'outer'");
            });
  }

  /** Each in turn would break the circle. */
  @Test
  void waitsWithALimit_areNot() {
    taskScope()
        .run(
            scope -> {
              CompletableFuture<Task<?>> second = new CompletableFuture<>();
              Task<Boolean> first =
                  scope.async(
                      () ->
                          withTimeoutOrEmpty(ofMillis(100), () -> waitFor(second.get()))
                              .isPresent());
              second.complete(scope.launch(first::await));
              assertThat(first.await()).isFalse();
            });
  }

  private static boolean waitFor(Task<?> task) {
    task.join();
    return true;
  }

  @Test
  void backgroundTaskThatJoinsTheOneItIsPartOf_isNot() {
    taskScope()
        .run(
            scope -> {
              CompletableFuture<Task<?>> self = new CompletableFuture<>();
              self.complete(
                  scope.launch(
                      () -> taskScope().run(inner -> inner.background(() -> self.get().join()))));
            });
  }

  @Test
  void tasksThatWaitInAChain_areNot() {
    taskScope()
        .run(
            scope -> {
              Task<?> first = scope.launch(() -> delay(ofSeconds(0)));
              Task<?> second = scope.launch(first::await);
              Task<?> third =
                  scope.launch(
                      () -> {
                        first.await();
                        second.await();
                      });
              third.await();
              second.await();
            });
  }
}
