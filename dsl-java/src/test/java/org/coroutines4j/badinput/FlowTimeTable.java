package org.coroutines4j.badinput;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.coroutines4j.TimeoutExceededException;
import org.coroutines4j.flow.AsyncFlow;
import org.coroutines4j.function.ThrowingFunction;

/** Operators of {@link AsyncFlow} that take a time: only that of a timeout may be negative. */
final class FlowTimeTable extends Table {
  private static final AsyncFlow<String> GOOD = AsyncFlow.of("good");

  FlowTimeTable() {
    method(AsyncFlow.class, "debounce", Duration.class)
        .nulls("d", w -> w.flow().debounce((Duration) null))
        .rejects("d negative", w -> w.flow().debounce(World.NEGATIVE), "d must", "PT-0.005S")
        .accepts("d zero", w -> isGood(GOOD.debounce(Duration.ZERO)))
        .accepts("d too large: is for ever", w -> isGood(GOOD.debounce(World.FOR_EVER)));
    method(AsyncFlow.class, "debounce", ThrowingFunction.class)
        .nulls("fn", w -> w.flow().debounce((ThrowingFunction<String, Duration>) null))
        .throwing(
            "fn returns null: when it is collected",
            NullPointerException.class,
            w -> GOOD.debounce(value -> (Duration) null).toList(),
            "fn returned null")
        .throwing(
            "fn returns a negative time: when it is collected",
            IllegalArgumentException.class,
            w -> GOOD.debounce(value -> World.NEGATIVE).toList(),
            "the duration must not be negative",
            "PT-0.005S")
        .accepts("fn returns zero", w -> isGood(GOOD.debounce(value -> Duration.ZERO)));
    method(AsyncFlow.class, "sample", Duration.class)
        .nulls("d", w -> w.flow().sample(null))
        .rejects("d zero", w -> w.flow().sample(Duration.ZERO), "d must", "PT0S")
        .rejects("d negative", w -> w.flow().sample(World.NEGATIVE), "d must", "PT-0.005S")
        .accepts(
            "d too large: is for ever",
            w -> assertThat(GOOD.sample(World.FOR_EVER).toList()).isEmpty());
    method(AsyncFlow.class, "throttle", Duration.class)
        .nulls("d", w -> w.flow().throttle(null))
        .rejects("d negative", w -> w.flow().throttle(World.NEGATIVE), "d must", "PT-0.005S")
        .accepts("d zero", w -> isGood(GOOD.throttle(Duration.ZERO)))
        .accepts("d too large: is for ever", w -> isGood(GOOD.throttle(World.FOR_EVER)));
    method(AsyncFlow.class, "throttle", int.class, Duration.class)
        .rejects("n 0", w -> w.flow().throttle(0, World.LONG), "n must", "0")
        .accepts("n MAX_VALUE", w -> isGood(GOOD.throttle(Integer.MAX_VALUE, World.FOR_EVER)))
        .nulls("per", w -> w.flow().throttle(1, null))
        .rejects("per negative", w -> w.flow().throttle(1, World.NEGATIVE), "per must", "PT-0.005S")
        .accepts("per zero", w -> isGood(GOOD.throttle(1, Duration.ZERO)));
    method(AsyncFlow.class, "timeout", Duration.class)
        .nulls("d", w -> w.flow().timeout(null))
        .throwing("d zero", TimeoutExceededException.class, w -> timesOut(Duration.ZERO), "PT0S")
        .throwing(
            "d negative",
            TimeoutExceededException.class,
            w -> timesOut(World.NEGATIVE),
            "PT-0.005S")
        .accepts("d too large: is none", w -> isGood(GOOD.timeout(World.FOR_EVER)));
    method(AsyncFlow.class, "chunkedWithin", int.class, Duration.class)
        .rejects("size 0", w -> w.flow().chunkedWithin(0, World.LONG), "size must", "0")
        .nulls("d", w -> w.flow().chunkedWithin(1, null))
        .rejects("d zero", w -> w.flow().chunkedWithin(1, Duration.ZERO), "d must", "PT0S")
        .rejects("d negative", w -> w.flow().chunkedWithin(1, World.NEGATIVE), "PT-0.005S")
        .accepts(
            "size and d too large: are none",
            w -> assertThat(GOOD.chunkedWithin(Integer.MAX_VALUE, World.FOR_EVER).count()).isOne());
  }

  /** Whether the flow has begun by then is a matter of luck. */
  private static void timesOut(Duration d) {
    GOOD.timeout(d).toList();
  }

  private static void isGood(AsyncFlow<String> flow) {
    assertThat(flow.toList()).containsExactly("good");
  }
}
