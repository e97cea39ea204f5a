package org.coroutines4j.flow;

import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.coroutines4j.Async.delay;
import static org.coroutines4j.Async.supervisorScope;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.coroutines4j.Outcome;
import org.coroutines4j.Task;
import org.coroutines4j.TaskScope;
import org.coroutines4j.channels.Overflow;
import org.junit.jupiter.api.Test;

/**
 * Guards that the value of an emitter that is cancelled while it waits is withdrawn, and that all
 * others arrive.
 */
class CancelledEmitTest {
  private final List<Integer> seen = Collections.synchronizedList(new ArrayList<>());

  private Task<?> collector(TaskScope scope, MutableSharedFlow<Integer> shared, List<Integer> to) {
    int before = shared.collectors();
    Task<?> task =
        scope.launch(
            () ->
                shared.collect(
                    n -> {
                      to.add(n);
                      delay(ofMillis(1));
                    }));
    Hot.until(() -> shared.collectors() > before);
    return task;
  }

  @Test
  void firstOfTheQueue_isWithdrawn_andTheNextArrives() {
    MutableSharedFlow<Integer> shared = MutableSharedFlow.create(0);
    CompletableFuture<Boolean> gate = new CompletableFuture<>();
    supervisorScope()
        .run(
            scope -> {
              Task<?> slow =
                  scope.launch(
                      () ->
                          shared.collect(
                              n -> {
                                seen.add(n);
                                Hot.pass(gate);
                              }));
              Hot.until(() -> shared.collectors() == 1);
              shared.emit(1);
              Hot.until(() -> seen.size() == 1);
              Task<?> waiting = scope.launch(() -> shared.emit(2));
              Task<?> next = scope.launch(() -> shared.emit(3));
              delay(ofMillis(20)); // both wait now, most likely; they may come later
              Hot.cancelAndJoin(waiting);
              Hot.open(gate);
              next.await();
              Hot.until(() -> seen.size() == 2);
              Hot.cancelAndJoin(slow);
            });
    assertThat(seen).containsExactly(1, 3);
  }

  @Test
  void withoutABuffer_whatIsNotCancelledArrives_atAllCollectors() {
    everyOtherIsCancelled(MutableSharedFlow.create(0));
  }

  @Test
  void withABuffer_whatIsNotCancelledArrives_atAllCollectors() {
    everyOtherIsCancelled(MutableSharedFlow.create(0, 1, Overflow.SUSPEND));
  }

  private void everyOtherIsCancelled(MutableSharedFlow<Integer> shared) {
    List<Integer> others = Collections.synchronizedList(new ArrayList<>());
    List<Integer> emitted = new ArrayList<>();
    supervisorScope()
        .run(
            scope -> {
              Task<?> one = collector(scope, shared, seen);
              Task<?> other = collector(scope, shared, others);
              List<Task<?>> emitters = new ArrayList<>();
              for (int i = 0; i < 100; i++) {
                int n = i;
                emitters.add(scope.launch(() -> shared.emit(n)));
              }
              for (int i = 0; i < 100; i += 2) {
                emitters.get(i).cancel();
              }
              for (int i = 0; i < 100; i++) {
                if (emitters.get(i).awaitOutcome() instanceof Outcome.Success) {
                  emitted.add(i);
                }
              }
              shared.emit(1_000);
              Hot.until(() -> seen.contains(1_000) && others.contains(1_000));
              Hot.cancelAndJoin(one);
              Hot.cancelAndJoin(other);
            });
    assertThat(emitted).hasSizeGreaterThanOrEqualTo(50);
    assertThat(seen).containsAll(emitted).doesNotHaveDuplicates().isEqualTo(others);
  }
}
