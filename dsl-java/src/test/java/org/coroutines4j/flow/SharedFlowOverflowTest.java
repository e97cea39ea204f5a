package org.coroutines4j.flow;

import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.coroutines4j.Async.delay;
import static org.coroutines4j.Async.supervisorScope;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.coroutines4j.Task;
import org.coroutines4j.channels.Overflow;
import org.coroutines4j.function.ThrowingConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Guards what becomes of values that the slowest collector has no room for. */
class SharedFlowOverflowTest {
  private final List<Integer> seen = Collections.synchronizedList(new ArrayList<>());
  private final CompletableFuture<Boolean> gate = new CompletableFuture<>();

  /** Emits 1, which a collector holds until the gate opens, and calls {@code body} meanwhile. */
  private void whileOneIsHeld(MutableSharedFlow<Integer> shared, ThrowingConsumer<Runnable> body) {
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
              body.accept(() -> Hot.open(gate));
              Hot.cancelAndJoin(slow);
            });
  }

  @Test
  void suspend_tryEmitTellsThatItCannot_andEmitWaits() {
    MutableSharedFlow<Integer> shared = MutableSharedFlow.create(0, 2, Overflow.SUSPEND);
    whileOneIsHeld(
        shared,
        open ->
            supervisorScope()
                .run(
                    scope -> {
                      assertThat(shared.tryEmit(2)).isTrue();
                      assertThat(shared.tryEmit(3)).isTrue();
                      assertThat(shared.tryEmit(4)).isFalse();
                      Task<?> waiting = scope.launch(() -> shared.emit(5));
                      Task<?> quick = scope.async(shared::first); // does not help
                      Hot.until(() -> shared.collectors() == 2);
                      assertThat(waiting.isActive()).isTrue();
                      open.run();
                      waiting.await();
                      assertThat(quick.await()).isEqualTo(5);
                      Hot.until(() -> seen.size() == 4);
                    }));
    assertThat(seen).containsExactly(1, 2, 3, 5);
  }

  @Test
  void suspend_withoutABuffer_isARendezvousWithAllCollectors() {
    MutableSharedFlow<Integer> shared = MutableSharedFlow.create(0);
    assertThat(shared.tryEmit(0)).as("to nobody").isTrue();
    whileOneIsHeld(
        shared,
        open -> {
          assertThat(shared.tryEmit(2)).isFalse();
          open.run();
          shared.emit(3);
          Hot.until(() -> seen.size() == 2);
        });
    assertThat(seen).containsExactly(1, 3);
  }

  @Test
  void cancelledEmit_takesItsValueBack() {
    MutableSharedFlow<Integer> shared = MutableSharedFlow.create(0, 1, Overflow.SUSPEND);
    whileOneIsHeld(
        shared,
        open ->
            supervisorScope()
                .run(
                    scope -> {
                      shared.emit(2);
                      Task<?> waiting = scope.launch(() -> shared.emit(3));
                      Task<?> next = scope.launch(() -> shared.emit(4));
                      delay(ofMillis(20)); // both wait now, most likely; they may come later
                      Hot.cancelAndJoin(waiting);
                      open.run();
                      next.await();
                      Hot.until(() -> seen.size() == 3);
                    }));
    assertThat(seen).containsExactly(1, 2, 4);
  }

  @Test
  void dropOldest_keepsTheNewest_andNeverWaits() {
    MutableSharedFlow<Integer> shared = MutableSharedFlow.create(0, 2, Overflow.DROP_OLDEST);
    whileOneIsHeld(
        shared,
        open -> {
          shared.emitAll(List.of(2, 3, 4));
          assertThat(shared.tryEmit(5)).isTrue();
          open.run();
          Hot.until(() -> seen.size() == 3);
        });
    assertThat(seen).containsExactly(1, 4, 5);
  }

  @Test
  void dropLatest_keepsTheOldest_andNeverWaits() {
    MutableSharedFlow<Integer> shared = MutableSharedFlow.create(0, 2, Overflow.DROP_LATEST);
    whileOneIsHeld(
        shared,
        open -> {
          shared.emitAll(List.of(2, 3, 4));
          assertThat(shared.tryEmit(5)).isTrue();
          open.run();
          Hot.until(() -> seen.size() == 3);
          shared.emit(6);
          Hot.until(() -> seen.size() == 4);
        });
    assertThat(seen).containsExactly(1, 2, 3, 6);
  }

  @Test
  void replay_isABufferToo() {
    MutableSharedFlow<Integer> shared = MutableSharedFlow.create(2, 0, Overflow.DROP_OLDEST);
    whileOneIsHeld(
        shared,
        open -> {
          shared.emitAll(List.of(2, 3, 4));
          assertThat(shared.replayed()).containsExactly(3, 4);
          open.run();
          Hot.until(() -> seen.size() == 3);
        });
    assertThat(seen).containsExactly(1, 3, 4);
  }

  @ParameterizedTest
  @EnumSource(
      value = Overflow.class,
      names = {"DROP_OLDEST", "DROP_LATEST"})
  void dropping_needsAPlaceToKeepSome(Overflow rule) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MutableSharedFlow.create(0, 0, rule))
        .withMessageContaining("a replay or a buffer of 1 or more");
  }
}
