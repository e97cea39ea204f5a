package org.coroutines4j.badinput;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;
import org.coroutines4j.Resource;
import org.coroutines4j.Task;
import org.coroutines4j.flow.AsyncFlow;
import org.coroutines4j.function.ThrowingFunction;

/** Sources of an {@link AsyncFlow} that compute values, have none, or can be collected once. */
final class FlowMadeTable extends Table {
  FlowMadeTable() {
    cannotFail(AsyncFlow.class, "never");
    method(AsyncFlow.class, "emptyAfter", Duration.class)
        .nulls("d", w -> AsyncFlow.emptyAfter(null))
        .accepts("d negative", w -> isEmpty(AsyncFlow.emptyAfter(World.NEGATIVE)));
    method(AsyncFlow.class, "failed", Throwable.class)
        .nulls("failure", w -> AsyncFlow.failed(null));
    method(AsyncFlow.class, "range", int.class, int.class, int.class)
        .rejects("step 0", w -> AsyncFlow.range(0, 1, 0), "step must not be 0", "negative step")
        .accepts("from MIN_VALUE", w -> assertThat(huge().count()).isEqualTo(3))
        .accepts("to below from", w -> isEmpty(AsyncFlow.range(1, 0, 1)));
    method(AsyncFlow.class, "unfold", Object.class, ThrowingFunction.class)
        .nulls("seed", w -> AsyncFlow.unfold(null, state -> null))
        .nulls("next", w -> AsyncFlow.unfold("a", null))
        .throwing(
            "next returns null: when it is collected",
            NullPointerException.class,
            w -> AsyncFlow.unfold("a", state -> null).toList(),
            FlowOperatorsTable.RETURNED_NULL);
    method(AsyncFlow.class, "repeat", Callable.class)
        .nulls("value", w -> AsyncFlow.repeat(null))
        .throwing(
            "value returns null: when it is collected",
            NullPointerException.class,
            w -> AsyncFlow.repeat(() -> null).toList(),
            FlowOperatorsTable.RETURNED_NULL);
    given();
    method(AsyncFlow.class, "ticker", Duration.class, Duration.class)
        .nulls("initialDelay", w -> AsyncFlow.ticker(null, World.LONG))
        .rejects(
            "initialDelay negative",
            w -> AsyncFlow.ticker(World.NEGATIVE, World.LONG),
            "initialDelay must",
            "PT-0.005S")
        .nulls("period", w -> AsyncFlow.ticker(World.LONG, null))
        .rejects(
            "period zero", w -> AsyncFlow.ticker(World.LONG, Duration.ZERO), "period must", "PT0S");
  }

  private static AsyncFlow<Integer> huge() {
    return AsyncFlow.range(Integer.MIN_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE);
  }

  private static void isEmpty(AsyncFlow<?> flow) {
    assertThat(flow.count()).isZero();
  }

  private void given() {
    method(AsyncFlow.class, "fromIterator", Iterator.class)
        .nulls("items", w -> AsyncFlow.fromIterator(null))
        .throwing(
            "a null item: when it is collected",
            NullPointerException.class,
            w -> AsyncFlow.fromIterator(Arrays.asList("a", null).iterator()).toList(),
            "value")
        .refuses(
            "collected twice",
            w -> {
              AsyncFlow<String> once = AsyncFlow.fromIterator(List.of("a").iterator());
              assertThat(once.concatWith(once).toList()).containsExactly("a", "a");
            },
            "may be collected once");
    method(AsyncFlow.class, "fromTask", Task.class).nulls("task", w -> AsyncFlow.fromTask(null));
    Resource<String> resource = Resource.of(() -> "r", r -> {});
    method(AsyncFlow.class, "using", Resource.class, ThrowingFunction.class)
        .nulls("resource", w -> AsyncFlow.using(null, r -> w.flow()))
        .nulls("fn", w -> AsyncFlow.using(resource, null))
        .throwing(
            "fn returns null: when it is collected",
            NullPointerException.class,
            w -> AsyncFlow.using(resource, r -> null).toList(),
            FlowOperatorsTable.RETURNED_NULL);
  }
}
