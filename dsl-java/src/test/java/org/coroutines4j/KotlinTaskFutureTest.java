package org.coroutines4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

/**
 * Guards that cancelling the future of a block outside any task cancels the block, as with the
 * future of a task.
 */
class KotlinTaskFutureTest {
  @Test
  void cancelOfAFutureThatHasBeenCompleted_leavesTheBlockAlone() {
    boolean[] active = {false};
    Async.taskScope()
        .run(
            scope -> {
              Task<?> block = Tasks.current();
              CompletableFuture<?> future = block.toCompletableFuture();
              future.complete(null);
              assertThat(future.cancel(true)).isFalse();
              active[0] = block.isActive();
            });
    assertThat(active[0]).isTrue();
  }

  @Test
  void cancelOfTheFuture_cancelsTheBlock() {
    Throwable thrown =
        Assertions.catchThrowable(
            () ->
                Async.taskScope()
                    .run(
                        scope -> {
                          assertThat(Tasks.current().toCompletableFuture().cancel(true)).isTrue();
                          TaskScopeFailureTest.delayForEver();
                        }));
    assertThat(thrown).isInstanceOf(CancellationException.class);
  }
}
