package org.coroutines4j.internal.flow;

import java.util.Objects;
import kotlinx.coroutines.channels.BufferOverflow;
import kotlinx.coroutines.flow.Flow;
import kotlinx.coroutines.flow.SharedFlowKt;
import org.coroutines4j.channels.Overflow;
import org.coroutines4j.flow.MutableSharedFlow;
import org.coroutines4j.flow.SharedFlow;
import org.coroutines4j.internal.util.Preconditions;
import org.coroutines4j.runtime.coroutine.CoroutineThreads;
import org.coroutines4j.runtime.kotlinx.ReadOnlySharedFlow;
import org.jspecify.annotations.Nullable;

/** A {@link MutableSharedFlow} over one of kotlinx. */
public final class MutableSharedFlowAdapter<T> extends SharedFlowAdapter<T>
    implements MutableSharedFlow<T> {
  private final kotlinx.coroutines.flow.MutableSharedFlow<Object> shared;

  /** Passes the values if the flow keeps none; null otherwise. */
  private final @Nullable RendezvousSharedFlow rendezvous;

  public MutableSharedFlowAdapter(kotlinx.coroutines.flow.MutableSharedFlow<Object> shared) {
    super(shared);
    this.shared = shared;
    this.rendezvous = null;
  }

  private MutableSharedFlowAdapter(
      kotlinx.coroutines.flow.MutableSharedFlow<Object> shared, RendezvousSharedFlow rendezvous) {
    super(rendezvous, shared);
    this.shared = shared;
    this.rendezvous = rendezvous;
  }

  public static <T> MutableSharedFlowAdapter<T> create(
      int replay, int buffer, Overflow onOverflow) {
    Preconditions.atLeast(0, replay, "replay");
    Preconditions.atLeast(0, buffer, "buffer");
    BufferOverflow overflow =
        BufferOverflow.valueOf(Objects.requireNonNull(onOverflow, "onOverflow").name());
    if (overflow != BufferOverflow.SUSPEND && replay == 0 && buffer == 0) {
      throw new IllegalArgumentException(
          "a shared flow that drops values needs a replay or a buffer of 1 or more to keep some in");
    }
    kotlinx.coroutines.flow.MutableSharedFlow<Object> shared =
        SharedFlowKt.MutableSharedFlow(replay, buffer, overflow);
    return replay == 0 && buffer == 0
        ? new MutableSharedFlowAdapter<>(shared, new RendezvousSharedFlow(shared))
        : new MutableSharedFlowAdapter<>(shared);
  }

  /**
   * Returns the flow of kotlinx behind {@code flow}, or what stands for one that keeps no values: a
   * {@code MutableSharedFlow} of kotlinx or a {@link RendezvousSharedFlow}.
   *
   * @throws IllegalArgumentException if {@code flow} is a user's own implementation
   */
  public static Flow<Object> kotlinOf(MutableSharedFlow<?> flow) {
    if (Objects.requireNonNull(flow, "flow") instanceof MutableSharedFlowAdapter<?> adapter) {
      return adapter.kotlin();
    }
    throw FlowInterop.notOurs(flow);
  }

  /**
   * Returns this flow for collectors that must not emit. {@code onCollector} runs for each of them,
   * once it is registered. For a flow that keeps values.
   */
  SharedFlow<T> readOnly(Runnable onCollector) {
    return new SharedFlowAdapter<>(new ReadOnlySharedFlow(shared, onCollector), shared);
  }

  @Override
  public void emit(T value) {
    Objects.requireNonNull(value, "value");
    CoroutineThreads.run(
        body -> {
          body.checkpoint();
          if (rendezvous != null) {
            rendezvous.emit(value, body);
          } else if (!shared.tryEmit(value)) {
            Object unused = body.await(k -> shared.emit(value, k));
          }
        });
  }

  @Override
  public boolean tryEmit(T value) {
    Objects.requireNonNull(value, "value");
    return rendezvous != null ? rendezvous.tryEmit(value) : shared.tryEmit(value);
  }

  @Override
  public void resetReplay() {
    shared.resetReplayCache();
  }
}
