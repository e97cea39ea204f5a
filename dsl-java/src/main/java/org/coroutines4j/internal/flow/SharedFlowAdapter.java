package org.coroutines4j.internal.flow;

import java.util.List;
import kotlinx.coroutines.flow.Flow;
import kotlinx.coroutines.flow.MutableSharedFlow;
import org.coroutines4j.flow.SharedFlow;
import org.jspecify.annotations.Nullable;

/** A shared flow of kotlinx, into which somebody else emits. */
public final class SharedFlowAdapter<T> extends FlowAdapter<T> implements SharedFlow<T> {
  private final kotlinx.coroutines.flow.SharedFlow<Object> shared;

  @SuppressWarnings("unchecked") // values are objects
  public SharedFlowAdapter(kotlinx.coroutines.flow.SharedFlow<?> shared) {
    super((Flow<Object>) shared);
    this.shared = (kotlinx.coroutines.flow.SharedFlow<Object>) shared;
  }

  @Override
  @SuppressWarnings("unchecked") // it has emitted nothing else
  public List<T> replayed() {
    return (List<T>) List.copyOf(shared.getReplayCache());
  }

  @Override
  public int collectors() {
    return collectorsOf(shared);
  }

  /** Only those into which one may emit tell. */
  static int collectorsOf(kotlinx.coroutines.flow.@Nullable SharedFlow<?> flow) {
    if (flow instanceof MutableSharedFlow<?> mutable) {
      return mutable.getSubscriptionCount().getValue();
    }
    throw new UnsupportedOperationException(
        "kotlinx does not tell how many collect a flow that is not a MutableSharedFlow");
  }
}
