package org.coroutines4j.internal.flow;

import java.util.Objects;
import java.util.function.UnaryOperator;
import kotlinx.coroutines.flow.StateFlowKt;
import org.coroutines4j.flow.MutableStateFlow;
import org.coroutines4j.flow.StateFlow;
import org.coroutines4j.runtime.kotlinx.ReadOnlyStateFlow;

/** A {@link MutableStateFlow} over one of kotlinx. */
public final class MutableStateFlowAdapter<T> extends StateFlowAdapter<T>
    implements MutableStateFlow<T> {
  private final kotlinx.coroutines.flow.MutableStateFlow<Object> state;

  public MutableStateFlowAdapter(kotlinx.coroutines.flow.MutableStateFlow<Object> state) {
    super(state);
    this.state = state;
  }

  public static <T> MutableStateFlowAdapter<T> create(T initial) {
    return new MutableStateFlowAdapter<>(
        StateFlowKt.MutableStateFlow(Objects.requireNonNull(initial, "initial")));
  }

  /**
   * Returns the state flow of kotlinx behind {@code flow}.
   *
   * @throws IllegalArgumentException if {@code flow} is a user's own implementation
   */
  public static kotlinx.coroutines.flow.MutableStateFlow<Object> kotlinOf(
      MutableStateFlow<?> flow) {
    if (Objects.requireNonNull(flow, "flow") instanceof MutableStateFlowAdapter<?> adapter) {
      return adapter.state;
    }
    throw FlowInterop.notOurs(flow);
  }

  /**
   * Returns this state for collectors that must not change it. {@code onCollector} runs for each of
   * them before it gets a value.
   */
  StateFlow<T> readOnly(Runnable onCollector) {
    return new StateFlowAdapter<>(new ReadOnlyStateFlow(state, onCollector), state);
  }

  @Override
  public void set(T value) {
    state.setValue(Objects.requireNonNull(value, "value"));
  }

  @Override
  public boolean compareAndSet(T expected, T update) {
    return state.compareAndSet(
        Objects.requireNonNull(expected, "expected"), Objects.requireNonNull(update, "update"));
  }

  @Override
  public T updateAndGet(UnaryOperator<T> fn) {
    Objects.requireNonNull(fn, "fn");
    while (true) {
      T before = value();
      T after = Objects.requireNonNull(fn.apply(before), "fn returned null");
      if (state.compareAndSet(before, after)) {
        return after;
      }
    }
  }
}
