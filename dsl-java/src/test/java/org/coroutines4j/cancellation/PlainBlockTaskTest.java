package org.coroutines4j.cancellation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.coroutines4j.Async.taskScope;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.coroutines4j.Async;
import org.coroutines4j.Diagnostics;
import org.coroutines4j.Outcome;
import org.coroutines4j.Task;
import org.coroutines4j.Tasks;
import org.junit.jupiter.api.Test;

/**
 * Guards that the task that stands for a block outside any task is not the scope of that block:
 * what happens to the scope does not happen to the task.
 */
class PlainBlockTaskTest {
  private final List<Task<?>> blocks = new ArrayList<>();

  @Test
  void cancelledBlock_thatHasNotSeenIt_returnsItsValue() {
    String value =
        taskScope()
            .call(
                scope -> {
                  Tasks.current().cancel();
                  return "obtained";
                });
    assertThat(value).isEqualTo("obtained");
  }

  @Test
  void cancelledProgram_thatHasNotSeenIt_returnsItsValue() {
    String value =
        Async.call(
            scope -> {
              Tasks.current().cancel();
              return "obtained";
            });
    assertThat(value).isEqualTo("obtained");
  }

  @Test
  void cancelledScope_whoseBodyHasNotSeenIt_throws() {
    Throwable thrown =
        catchThrowable(
            () ->
                taskScope()
                    .call(
                        scope -> {
                          scope.cancel();
                          blocks.add(Tasks.current());
                          assertThat(Tasks.current().isActive()).isTrue();
                          return "obtained";
                        }));
    assertThat(thrown).isInstanceOf(CancellationException.class);
    assertThat(blocks.get(0).outcomeNow()).isEqualTo(new Outcome.Success<>(null));
  }

  @Test
  void failedScope_doesNotCancelTheBlock() {
    IllegalStateException failure = new IllegalStateException("failed");
    Throwable thrown =
        catchThrowable(
            () ->
                taskScope()
                    .run(
                        scope -> {
                          blocks.add(Tasks.current());
                          throw failure;
                        }));
    assertThat(thrown).isSameAs(failure);
    assertThat(blocks.get(0).outcomeNow()).isEqualTo(new Outcome.Success<>(null));
  }

  @Test
  void block_endsAfterTheResourcesOfItsScope() {
    List<Boolean> done = new ArrayList<>();
    taskScope()
        .run(
            scope -> {
              Task<?> block = Tasks.current();
              blocks.add(block);
              scope.use(() -> done.add(block.isDone()));
            });
    assertThat(done).containsExactly(false);
    assertThat(blocks.get(0).isDone()).isTrue();
  }

  @Test
  void dump_showsTheScopeAsTheRoot() {
    List<String> dumps = new ArrayList<>();
    taskScope().named("outermost").run(scope -> dumps.add(Diagnostics.dump()));
    assertThat(dumps.get(0).lines().filter(line -> line.contains("outermost")))
        .singleElement()
        .asString()
        .startsWith("scope 'outermost'");
  }
}
