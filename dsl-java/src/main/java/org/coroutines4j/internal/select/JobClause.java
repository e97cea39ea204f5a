package org.coroutines4j.internal.select;

import kotlin.coroutines.Continuation;
import kotlin.jvm.functions.Function1;
import kotlinx.coroutines.Job;
import kotlinx.coroutines.selects.SelectBuilder;
import org.coroutines4j.function.ThrowingFunction;

/** A clause that waits until a Job is complete. */
abstract class JobClause extends SelectClause implements Function1<Continuation<?>, Object> {
  JobClause(ThrowingFunction<?, ?> handler) {
    super(handler);
  }

  /** Returns the Job that completes when the clause is ready. Called while the select waits. */
  abstract Job job();

  @Override
  public final void register(SelectBuilder<? super SelectClause> select) {
    select.invoke(job().getOnJoin(), this);
  }

  @Override
  public final Object invoke(Continuation<?> continuation) {
    return chosen(null);
  }
}
