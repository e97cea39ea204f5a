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

/**
 * Turns cold flows into hot ones: a daemon task of a scope collects the flow for all collectors.
 */
public final class Sharing {
  private Sharing() {}

  /** Collects {@code flow} from when the first collector arrives, so that it misses no value. */
  public static <T> SharedFlow<T> shareIn(AsyncFlow<T> flow, TaskScope scope, int replay) {
    MutableSharedFlowAdapter<T> shared =
        MutableSharedFlowAdapter.create(replay, Buffering.STANDARD_CAPACITY, Overflow.SUSPEND);
    startDaemon(
        scope,
        () -> {
          awaitCollector(shared);
          flow.collect(shared::emit);
        });
    return shared;
  }

  /** Starts a daemon task even in a lazy scope, since no code could start it later. */
  private static void startDaemon(TaskScope scope, ThrowingRunnable collecting) {
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
    startDaemon(scope, () -> flow.collect(state::set));
    return state;
  }
}
