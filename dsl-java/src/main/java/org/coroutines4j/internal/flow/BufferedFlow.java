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

  /** Whether a task produces the values, which can have a name. */
  private final boolean hasTask;

  private BufferedFlow(
      Buffering buffering, Function<Buffering, Flow<Object>> source, boolean hasTask) {
    super(source.apply(buffering));
    this.buffering = buffering;
    this.source = source;
    this.hasTask = hasTask;
  }

  static <T> BufferedFlow<T> of(Function<Buffering, Flow<Object>> source) {
    return new BufferedFlow<>(Buffering.STANDARD, source, true);
  }

  /** Returns a flow whose values come from outside, and not from a task. */
  static <T> BufferedFlow<T> withoutTask(Function<Buffering, Flow<Object>> source) {
    return new BufferedFlow<>(Buffering.STANDARD, source, false);
  }

  boolean hasTask() {
    return hasTask;
  }

  Buffering buffering() {
    return buffering;
  }

  BufferedFlow<T> with(Buffering changed) {
    return new BufferedFlow<>(changed, source, hasTask);
  }
}
