package org.coroutines4j.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.coroutines4j.Async.await;
import static org.coroutines4j.Async.taskScope;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import kotlin.Unit;
import kotlin.coroutines.EmptyCoroutineContext;
import kotlinx.coroutines.BuildersKt;
import kotlinx.coroutines.CoroutineScopeKt;
import kotlinx.coroutines.CoroutineStart;
import org.coroutines4j.Async;
import org.coroutines4j.Task;
import org.coroutines4j.TaskScope;
import org.coroutines4j.Tasks;
import org.coroutines4j.runtime.coroutine.CoroutineThread;
import org.coroutines4j.runtime.coroutine.CoroutineThreads;
import org.coroutines4j.runtime.dispatch.DispatchedStep;
import org.coroutines4j.runtime.dispatch.ThreadSource;
import org.coroutines4j.testkit.Poll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Guards that code finds the coroutine of its own thread: among more tasks than there are slots for
 * virtual threads, in nested runs, and in Kotlin coroutines.
 */
class CurrentCoroutineTest {
  /** Each slot has at least one other task that wants it. */
  private static final int TASKS = Runtime.version().feature() >= 21 ? 10_000 : 500;

  static Stream<ThreadSource> threads() {
    return Stream.of(ThreadSource.virtual(), ThreadSource.pooled());
  }

  @Test
  void tasks_moreThanThereAreSlots_findThemselves() {
    CountDownLatch running = new CountDownLatch(TASKS);
    CompletableFuture<Integer> gate = new CompletableFuture<>();
    Async.run(
        scope -> {
          List<Task<Boolean>> tasks = new ArrayList<>(TASKS);
          for (int i = 0; i < TASKS; i++) {
            String name = "task of thread " + i;
            tasks.add(scope.named(name).async(() -> isFoundThroughout(name, running, gate)));
          }
          running.await();
          gate.complete(1);
          assertThat(Tasks.awaitAll(tasks)).doesNotContain(false);
        });
  }

  private static boolean isFoundThroughout(
      String name, CountDownLatch running, CompletableFuture<Integer> gate) {
    boolean atFirst = isFound(name);
    running.countDown();
    await(gate);
    boolean afterAWait = isFound(name);
    boolean inABlock = taskScope().call(scope -> isFound(name));
    return atFirst && afterAWait && inABlock && isFound(name);
  }

  private static boolean isFound(String name) {
    return Tasks.current().name().equals(name);
  }

  @ParameterizedTest
  @MethodSource("threads")
  void runs_onAThreadOfTheUser_leaveNoCoroutineBehind(ThreadSource threads) {
    CompletableFuture<Boolean> found = new CompletableFuture<>();
    threads.start(
        null,
        () -> {
          try {
            assertThat(CoroutineThreads.current()).isNull();
            Async.run(CurrentCoroutineTest::runNested);
            assertThat(CoroutineThreads.current()).isNull();
            Async.run(CurrentCoroutineTest::runNested);
            found.complete(CoroutineThreads.current() != null);
          } catch (Throwable t) {
            found.completeExceptionally(t);
          }
        });
    assertThat(found.join()).isFalse();
  }

  private static void runNested(TaskScope scope) throws Exception {
    CoroutineThread outer = CoroutineThreads.current();
    assertThat(outer).isNotNull();
    Async.run(nested -> assertThat(nested.async(() -> 1).await()).isOne());
    assertThat(CoroutineThreads.current()).isSameAs(outer);
    assertThat(scope.async(() -> 2).await()).isEqualTo(2);
    assertThat(CoroutineThreads.current()).isSameAs(outer);
  }

  @Test
  void kotlinCoroutine_onAThreadOfAScope_waitsAsItself() {
    CompletableFuture<Boolean> found = new CompletableFuture<>();
    Async.run(
        scope ->
            BuildersKt.launch(
                CoroutineScopeKt.CoroutineScope(CoroutineThreads.current().frame().context()),
                EmptyCoroutineContext.INSTANCE,
                CoroutineStart.DEFAULT,
                (coroutine, k) -> {
                  DispatchedStep step = DispatchedStep.current();
                  boolean before = step != null && CoroutineThreads.current() == null;
                  int value = scope.async(() -> 1).await();
                  boolean after =
                      DispatchedStep.current() == step && CoroutineThreads.current() == null;
                  found.complete(before && after && value == 1);
                  return Unit.INSTANCE;
                }));
    assertThat(found.join()).isTrue();
  }

  @Test
  void coroutineAndStep_thatHaveEnded_areCollected() throws InterruptedException {
    List<WeakReference<?>> ended = new CopyOnWriteArrayList<>();
    Async.run(
        scope -> {
          scope.launch(() -> ended.add(new WeakReference<>(CoroutineThreads.current())));
          BuildersKt.launch(
              CoroutineScopeKt.CoroutineScope(CoroutineThreads.current().frame().context()),
              EmptyCoroutineContext.INSTANCE,
              CoroutineStart.DEFAULT,
              (coroutine, k) -> {
                ended.add(new WeakReference<>(DispatchedStep.current()));
                return Unit.INSTANCE;
              });
        });
    assertThat(ended).hasSize(2);
    Poll.until(
        () -> {
          System.gc();
          return ended.stream().allMatch(object -> object.get() == null);
        });
  }
}
