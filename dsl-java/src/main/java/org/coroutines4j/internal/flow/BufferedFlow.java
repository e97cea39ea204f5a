package org.coroutines4j.internal.flow;

import java.util.function.Function;
import kotlinx.coroutines.flow.Flow;

/**
 * A flow that buffers values by itself. {@code buffer}, {@code conflate} and {@code flowOn}
 * directly downstream change that buffer instead of adding a second one.
 */
final class BufferedFlow<T> extends FlowAdapter<T> {
  private final Buffering buffering;
  private final Function<Buffering, Flow<Object>> source;

  private BufferedFlow(Buffering buffering, Function<Buffering, Flow<Object>> source) {
    super(source.apply(buffering));
    this.buffering = buffering;
    this.source = source;
  }

  static <T> BufferedFlow<T> of(Function<Buffering, Flow<Object>> source) {
    return new BufferedFlow<>(Buffering.STANDARD, source);
  }

  Buffering buffering() {
    return buffering;
  }

  BufferedFlow<T> with(Buffering changed) {
    return new BufferedFlow<>(changed, source);
  }
}
