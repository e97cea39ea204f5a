package org.coroutines4j.badinput;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.CancellationException;
import org.coroutines4j.Outcome;
import org.coroutines4j.Outcome.Cancelled;
import org.coroutines4j.Outcome.Failure;
import org.coroutines4j.Outcome.Success;
import org.coroutines4j.function.ThrowingFunction;

/** {@link Outcome}. */
final class OutcomeTable extends Table {
  private static final Outcome<String> GOOD = new Success<>("good");
  private static final Outcome<String> BAD = new Failure<>(new IOException("bad"));
  private static final Outcome<String> GONE = new Cancelled<>(new CancellationException("gone"));

  OutcomeTable() {
    method(Outcome.class, "map", ThrowingFunction.class)
        .nulls("fn", w -> GOOD.map(null))
        .nulls("fn", w -> BAD.map(null))
        .nulls("fn", w -> GONE.map(null));
    method(Outcome.class, "getOrThrow")
        .throwing("of a failure", UncheckedIOException.class, w -> BAD.getOrThrow(), "bad")
        .throwing(
            "of a cancelled one", CancellationException.class, w -> GONE.getOrThrow(), "gone");
    cannotFail(Outcome.class, "isSuccess");
    constructor(Success.class, Object.class)
        .mayBeNull("value", w -> assertThat(new Success<>(null).getOrThrow()).isNull());
    constructor(Failure.class, Throwable.class).nulls("exception", w -> new Failure<>(null));
    constructor(Cancelled.class, CancellationException.class)
        .nulls("reason", w -> new Cancelled<>(null));
    cannotFail(Success.class, "value");
    cannotFail(Failure.class, "exception");
    cannotFail(Cancelled.class, "reason");
  }
}
