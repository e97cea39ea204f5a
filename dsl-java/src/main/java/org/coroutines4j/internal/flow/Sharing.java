package org.coroutines4j.internal.flow;

import java.util.Objects;
import kotlinx.coroutines.flow.FlowKt;
import org.coroutines4j.TaskScope;
import org.coroutines4j.channels.Overflow;
import org.coroutines4j.flow.AsyncFlow;
import org.coroutines4j.flow.SharedFlow;
import org.coroutines4j.flow.StateFlow;
import org.coroutines4j.function.ThrowingRunnable;
import org.coroutines4j.runtime.coroutine.CoroutineThreads;

/** Cold flows made hot: one task collects for all, in the background of a scope. */
public final class Sharing {
  private Sharing() {}

  /** Begins when the first collector comes: it misses nothing. */
  public static <T> SharedFlow<T> shareIn(AsyncFlow<T> flow, TaskScope scope, int replay) {
    MutableSharedFlowAdapter<T> shared =
        MutableSharedFlowAdapter.create(replay, Buffering.STANDARD_CAPACITY, Overflow.SUSPEND);
    begin(
        scope,
        () -> {
          awaitCollector(shared);
          flow.collect(shared::emit);
        });
    return shared;
  }

  /** Nobody else could start the task of a lazy scope. */
  private static void begin(TaskScope scope, ThrowingRunnable collecting) {
    boolean unused = Objects.requireNonNull(scope, "scope").background(collecting).start();
  }

  private static void awaitCollector(MutableSharedFlowAdapter<?> shared) {
    CoroutineThreads.run(
        body ->
            body.await(
                k -> FlowKt.first(shared.subscriptions(), (count, waiting) -> count > 0, k)));
  }

  public static <T> StateFlow<T> stateIn(AsyncFlow<T> flow, TaskScope scope, T initial) {
    MutableStateFlowAdapter<T> state = MutableStateFlowAdapter.create(initial);
    begin(scope, () -> flow.collect(state::set));
    return state;
  }
}
