package org.coroutines4j.flow;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import kotlinx.coroutines.flow.FlowKt;
import org.coroutines4j.internal.flow.FlowInterop;
import org.junit.jupiter.params.provider.EnumSource;

/** The ways in which an iterator gets the values of a flow. */
enum Pulling {
  IN_LINE {
    @Override
    <T> AsyncFlow<T> of(AsyncFlow<T> flow) {
      return flow;
    }
  },
  BY_A_HELPER {
    @Override
    <T> AsyncFlow<T> of(AsyncFlow<T> flow) {
      return flow.transform((value, out) -> out.emit(value)); // no pullable operator
    }
  },
  /** By a helper, and the flow suspends in {@code emit}. */
  BY_A_SUSPENDING_HELPER {
    @Override
    <T> AsyncFlow<T> of(AsyncFlow<T> flow) {
      return FlowInterop.ofKotlin(FlowKt.filterNotNull(FlowInterop.kotlin(flow)));
    }
  },
  /** By a helper that runs ahead. */
  BY_A_RING {
    @Override
    <T> AsyncFlow<T> of(AsyncFlow<T> flow) {
      return flow.buffer(3);
    }
  },
  /** By a helper that runs ahead, and the flow suspends in {@code emit}. */
  BY_A_SUSPENDING_RING {
    @Override
    <T> AsyncFlow<T> of(AsyncFlow<T> flow) {
      return BY_A_SUSPENDING_HELPER.of(flow).buffer(3);
    }
  },
  /** In line at first, and by a helper when the flow turns out not to be pullable. */
  BY_A_LATER_HELPER {
    @Override
    <T> AsyncFlow<T> of(AsyncFlow<T> flow) {
      return AsyncFlow.range(0, 2)
          .flatMapConcat(n -> n == 0 ? AsyncFlow.<T>empty() : BY_A_HELPER.of(flow));
    }
  };

  /** Returns {@code flow}, which must be pullable, in the form that is pulled in this way. */
  abstract <T> AsyncFlow<T> of(AsyncFlow<T> flow);

  /** Returns the most values that the flow has handed over and the consumer has not asked for. */
  int ahead() {
    return this == BY_A_RING || this == BY_A_SUSPENDING_RING ? 4 : 0;
  }

  /** Runs a parameterized test in each way. */
  @Target(ElementType.METHOD)
  @Retention(RetentionPolicy.RUNTIME)
  @EnumSource(Pulling.class)
  @interface InEachWay {}
}
