package org.coroutines4j.badinput;

import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.coroutines4j.flow.AsyncFlow;
import org.coroutines4j.flow.Emitter;
import org.coroutines4j.function.ThrowingConsumer;

/** {@link Emitter}, as used by its generator and by other code. */
final class EmitterTable extends Table {
  EmitterTable() {
    Member emit =
        method(Emitter.class, "emit", Object.class)
            .nulls("value", w -> generated(out -> out.emit(null)));
    wrongUse(emit, (out, value) -> out.emit(value));
    Member emitAll =
        method(Emitter.class, "emitAll", Iterable.class)
            .nulls("values", w -> generated(out -> out.emitAll(null)))
            .throwing(
                "values[1] null",
                NullPointerException.class,
                w -> generated(out -> out.emitAll(Arrays.asList("a", null))),
                "value");
    wrongUse(emitAll, (out, value) -> out.emitAll(List.of(value)));
  }

  private interface Emission {
    void to(Emitter<String> out, String value);
  }

  private static void wrongUse(Member member, Emission emission) {
    member
        .refuses(
            "on another thread",
            w -> generated(out -> w.scope.launch(() -> emission.to(out, "a")).await()),
            "by the generator only",
            "AsyncFlow.channelFlow")
        .refuses("when the generator has ended", w -> late(emission), "while it runs")
        .refuses(
            "after an emit that threw",
            w ->
                AsyncFlow.<String>generate(out -> insist(out, emission))
                    .collect(
                        value -> {
                          throw new IllegalCallerException("failed");
                        }),
            "must let through");
  }

  private static void late(Emission emission) {
    AtomicReference<Emitter<String>> kept = new AtomicReference<>();
    generated(kept::set);
    emission.to(kept.get(), "a");
  }

  /** The failure of the collector is caught, as it must not be; what comes next is thrown. */
  private static void insist(Emitter<String> out, Emission emission) throws Exception {
    Throwable unused = catchThrowable(() -> out.emit("a"));
    emission.to(out, "b");
  }

  private static void generated(ThrowingConsumer<Emitter<String>> body) {
    AsyncFlow.generate(body).collect(value -> {});
  }
}
