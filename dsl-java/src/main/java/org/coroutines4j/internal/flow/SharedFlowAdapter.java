package org.coroutines4j.internal.flow;

import java.util.List;
import kotlinx.coroutines.flow.Flow;
import kotlinx.coroutines.flow.MutableSharedFlow;
import org.coroutines4j.flow.SharedFlow;
import org.jspecify.annotations.Nullable;

/** A read-only {@link SharedFlow} over one of kotlinx. */
public final class SharedFlowAdapter<T> extends FlowAdapter<T> implements SharedFlow<T> {
  private final kotlinx.coroutines.flow.SharedFlow<Object> shared;

  @SuppressWarnings("unchecked") // values are objects
  public SharedFlowAdapter(kotlinx.coroutines.flow.SharedFlow<?> shared) {
    super((Flow<Object>) shared);
    this.shared = (kotlinx.coroutines.flow.SharedFlow<Object>) shared;
  }

  @Override
  @SuppressWarnings("unchecked") // the flow has emitted only values of T
  public List<T> replayed() {
    return (List<T>) List.copyOf(shared.getReplayCache());
  }

  @Override
  public int collectors() {
    return collectorsOf(shared);
  }

  /** Returns the number of collectors, which only a mutable flow of kotlinx knows. */
  static int collectorsOf(kotlinx.coroutines.flow.@Nullable SharedFlow<?> flow) {
    if (flow instanceof MutableSharedFlow<?> mutable) {
      return mutable.getSubscriptionCount().getValue();
    }
    throw new UnsupportedOperationException(
        "kotlinx counts the collectors of a MutableSharedFlow only, and this flow is none");
  }
}
