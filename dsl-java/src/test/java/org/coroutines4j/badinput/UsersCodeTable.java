package org.coroutines4j.badinput;

import java.util.function.Function;
import java.util.function.Predicate;
import org.coroutines4j.FailureHandler;
import org.coroutines4j.ScopeAction;
import org.coroutines4j.ScopeFunction;
import org.coroutines4j.flow.AsyncFlow;
import org.coroutines4j.function.ThrowingBiConsumer;
import org.coroutines4j.function.ThrowingBiFunction;
import org.coroutines4j.function.ThrowingBiPredicate;
import org.coroutines4j.function.ThrowingConsumer;
import org.coroutines4j.function.ThrowingFunction;
import org.coroutines4j.function.ThrowingFunction3;
import org.coroutines4j.function.ThrowingFunction4;
import org.coroutines4j.function.ThrowingFunction5;
import org.coroutines4j.function.ThrowingPredicate;
import org.coroutines4j.function.ThrowingRunnable;
import org.coroutines4j.function.ThrowingTriConsumer;

/** Lambdas that users write. The library never passes null to them. */
final class UsersCodeTable extends Table {
  UsersCodeTable() {
    isWrittenByUsers(ScopeAction.class);
    isWrittenByUsers(ScopeFunction.class);
    isWrittenByUsers(FailureHandler.class);
    isWrittenByUsers(ThrowingRunnable.class);
    isWrittenByUsers(ThrowingFunction.class);
    isWrittenByUsers(ThrowingConsumer.class);
    isWrittenByUsers(ThrowingBiFunction.class);
    isWrittenByUsers(ThrowingBiConsumer.class);
    isWrittenByUsers(ThrowingPredicate.class);
    isWrittenByUsers(ThrowingBiPredicate.class);
    isWrittenByUsers(ThrowingTriConsumer.class);
    isWrittenByUsers(ThrowingFunction3.class);
    isWrittenByUsers(ThrowingFunction4.class);
    isWrittenByUsers(ThrowingFunction5.class);
    isWrittenByUsers(AsyncFlow.RetryPredicate.class);
    isWrittenByUsers(AsyncFlow.EmittingRetryPredicate.class);
    adapters();
  }

  private void adapters() {
    method(ThrowingRunnable.class, "of", Runnable.class)
        .nulls("code", w -> ThrowingRunnable.of(null));
    cannotFail(ThrowingFunction.class, "identity");
    method(ThrowingFunction.class, "of", Function.class)
        .nulls("function", w -> ThrowingFunction.of(null));
    method(ThrowingPredicate.class, "of", Predicate.class)
        .nulls("predicate", w -> ThrowingPredicate.of(null));
    method(ThrowingPredicate.class, "not", ThrowingPredicate.class)
        .nulls("predicate", w -> ThrowingPredicate.not(null));
  }
}
