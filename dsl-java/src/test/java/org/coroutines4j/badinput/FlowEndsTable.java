package org.coroutines4j.badinput;

import static org.assertj.core.api.Assertions.assertThat;

import org.coroutines4j.RetryPolicy;
import org.coroutines4j.flow.AsyncFlow;
import org.coroutines4j.flow.Emitter;
import org.coroutines4j.function.ThrowingBiConsumer;
import org.coroutines4j.function.ThrowingConsumer;
import org.coroutines4j.function.ThrowingFunction;
import org.coroutines4j.function.ThrowingPredicate;
import org.coroutines4j.function.ThrowingRunnable;

/** Operators of {@link AsyncFlow} on beginning, end and failure. */
final class FlowEndsTable extends Table {
  private static final AsyncFlow<String> FAILING =
      AsyncFlow.generate(
          out -> {
            throw new IllegalCallerException("failed");
          });

  FlowEndsTable() {
    method(AsyncFlow.class, "retry", int.class)
        .rejects("times -1", w -> w.flow().retry(-1), "times must", "-1")
        .throwing(
            "times 0: never",
            IllegalCallerException.class,
            w -> FAILING.retry(0).count(),
            "failed");
    method(AsyncFlow.class, "retry", int.class, ThrowingPredicate.class)
        .rejects("times -1", w -> w.flow().retry(-1, failure -> true), "times must", "-1")
        .nulls("when", w -> w.flow().retry(1, null));
    method(AsyncFlow.class, "retry", RetryPolicy.class)
        .nulls("policy", w -> w.flow().retry((RetryPolicy) null));
    method(AsyncFlow.class, "retryWhen", AsyncFlow.RetryPredicate.class)
        .nulls("when", w -> w.flow().retryWhen((AsyncFlow.RetryPredicate) null));
    method(AsyncFlow.class, "recover", ThrowingFunction.class)
        .nulls("fn", w -> w.flow().recover(null))
        .throwing(
            "fn returns null: when it is called",
            NullPointerException.class,
            w -> FAILING.recover(failure -> null).toList(),
            FlowOperatorsTable.RETURNED_NULL);
    method(AsyncFlow.class, "recoverWith", ThrowingFunction.class)
        .nulls("fn", w -> w.flow().recoverWith(null))
        .throwing(
            "fn returns null: when it is called",
            NullPointerException.class,
            w -> FAILING.recoverWith(failure -> null).toList(),
            FlowOperatorsTable.RETURNED_NULL);
    method(AsyncFlow.class, "onStart", ThrowingRunnable.class)
        .nulls("action", w -> w.flow().onStart((ThrowingRunnable) null));
    method(AsyncFlow.class, "onCompletion", ThrowingConsumer.class)
        .nulls("action", w -> w.flow().onCompletion(null));
    emitting();
    method(AsyncFlow.class, "onEmpty", ThrowingConsumer.class)
        .nulls("action", w -> w.flow().onEmpty(null))
        .accepts(
            "flow without a value",
            w ->
                assertThat(AsyncFlow.<String>empty().onEmpty(out -> out.emit("a")).count())
                    .isOne());
  }

  private void emitting() {
    method(AsyncFlow.class, "retryWhen", AsyncFlow.EmittingRetryPredicate.class)
        .nulls("when", w -> w.flow().retryWhen((AsyncFlow.EmittingRetryPredicate<String>) null));
    method(AsyncFlow.class, "onStart", ThrowingConsumer.class)
        .nulls("action", w -> w.flow().onStart((ThrowingConsumer<Emitter<String>>) null))
        .throwing(
            "action emits null: when it is collected",
            NullPointerException.class,
            w -> AsyncFlow.<String>empty().onStart(out -> out.emit(null)).toList(),
            "value");
    method(AsyncFlow.class, "onCompletionEmit", ThrowingBiConsumer.class)
        .nulls("action", w -> w.flow().onCompletionEmit(null));
  }
}
