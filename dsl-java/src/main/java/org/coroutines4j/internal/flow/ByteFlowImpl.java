package org.coroutines4j.internal.flow;

import java.util.Objects;
import kotlinx.coroutines.flow.Flow;
import org.coroutines4j.flow.AsyncFlow;
import org.coroutines4j.flow.ByteFlow;

/** A {@link ByteFlow} over a flow of kotlinx. */
public final class ByteFlowImpl extends FlowAdapter<byte[]> implements ByteFlow {
  private ByteFlowImpl(Flow<Object> chunks) {
    super(chunks);
  }

  public static ByteFlow of(AsyncFlow<byte[]> chunks) {
    return new ByteFlowImpl(FlowInterop.kotlin(Objects.requireNonNull(chunks, "chunks")));
  }
}
