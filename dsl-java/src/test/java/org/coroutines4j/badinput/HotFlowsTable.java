package org.coroutines4j.badinput;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.UnaryOperator;
import org.coroutines4j.channels.Overflow;
import org.coroutines4j.flow.MutableSharedFlow;
import org.coroutines4j.flow.MutableStateFlow;
import org.coroutines4j.flow.SharedFlow;
import org.coroutines4j.flow.StateFlow;
import org.coroutines4j.function.ThrowingConsumer;

/** Shared and state flows. */
final class HotFlowsTable extends Table {
  HotFlowsTable() {
    cannotFail(SharedFlow.class, "replayed", "collectors", "subscriptionCount");
    method(SharedFlow.class, "onSubscription", ThrowingConsumer.class)
        .nulls("action", w -> shared(1, 1).onSubscription(null))
        .worksEverywhere(w -> shared(1, 1).onSubscription(out -> {}));
    cannotFail(StateFlow.class, "value");
    creation();
    shared();
    state();
  }

  private void creation() {
    method(MutableSharedFlow.class, "create", int.class)
        .rejects("replay -1", w -> MutableSharedFlow.create(-1), "replay must", "-1")
        .accepts("replay MAX_VALUE", w -> keeps(MutableSharedFlow.create(Integer.MAX_VALUE)));
    method(MutableSharedFlow.class, "create", int.class, int.class, Overflow.class)
        .rejects("replay -1", w -> shared(-1, 1), "replay must", "-1")
        .rejects("buffer -1", w -> shared(1, -1), "buffer must", "-1")
        .rejects("buffer 0 of a flow that drops", w -> shared(0, 0), "needs a replay or a buffer")
        .accepts(
            "replay and buffer MAX_VALUE", w -> keeps(shared(Integer.MAX_VALUE, Integer.MAX_VALUE)))
        .nulls("onOverflow", w -> MutableSharedFlow.create(1, 1, null));
  }

  private static MutableSharedFlow<String> shared(int replay, int buffer) {
    return MutableSharedFlow.create(replay, buffer, Overflow.DROP_OLDEST);
  }

  private static void keeps(MutableSharedFlow<String> flow) {
    flow.emit("a");
    assertThat(flow.tryEmit("b")).isTrue();
    assertThat(flow.replayed()).containsExactly("a", "b");
  }

  private void shared() {
    method(MutableSharedFlow.class, "emit", Object.class)
        .nulls("value", w -> shared(1, 1).emit(null))
        .waits(w -> shared(1, 1).emit("a"));
    method(MutableSharedFlow.class, "tryEmit", Object.class)
        .nulls("value", w -> shared(1, 1).tryEmit(null))
        .worksEverywhere(w -> assertThat(shared(1, 1).tryEmit("a")).isTrue());
    method(MutableSharedFlow.class, "resetReplay").worksEverywhere(w -> shared(1, 1).resetReplay());
  }

  private void state() {
    method(MutableStateFlow.class, "create", Object.class)
        .nulls("initial", w -> MutableStateFlow.create(null));
    method(MutableStateFlow.class, "set", Object.class)
        .nulls("value", w -> good().set(null))
        .worksEverywhere(w -> good().set("b"));
    method(MutableStateFlow.class, "compareAndSet", Object.class, Object.class)
        .nulls("expected", w -> good().compareAndSet(null, "b"))
        .nulls("update", w -> good().compareAndSet("a", null))
        .nulls("update", w -> good().compareAndSet("other", null))
        .worksEverywhere(w -> assertThat(good().compareAndSet("a", "b")).isTrue());
    method(MutableStateFlow.class, "updateAndGet", UnaryOperator.class)
        .nulls("fn", w -> good().updateAndGet(null))
        .throwing(
            "fn returns null",
            NullPointerException.class,
            w -> good().updateAndGet(value -> null),
            "fn returned null")
        .worksEverywhere(w -> assertThat(good().updateAndGet(v -> v + "b")).isEqualTo("ab"));
  }

  private static MutableStateFlow<String> good() {
    return MutableStateFlow.create("a");
  }
}
