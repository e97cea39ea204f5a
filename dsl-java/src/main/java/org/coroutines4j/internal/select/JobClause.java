package org.coroutines4j.internal.select;

import kotlinx.coroutines.Job;
import kotlinx.coroutines.selects.SelectBuilder;
import org.coroutines4j.function.ThrowingFunction;
import org.coroutines4j.runtime.kotlinx.SelectCalls;

/** A clause that waits until a Job is complete. */
abstract class JobClause extends SelectClause {
  JobClause(ThrowingFunction<?, ?> handler) {
    super(handler);
  }

  /** Returns the Job that completes when the clause is ready. Called while the select waits. */
  abstract Job job();

  @Override
  public final void register(SelectBuilder<? super SelectClause> select) {
    SelectCalls.onJoin(select, job(), this::chosen);
  }
}
