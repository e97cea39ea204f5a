package org.coroutines4j.internal.select;

import kotlinx.coroutines.Job;
import kotlinx.coroutines.selects.SelectBuilder;
import org.coroutines4j.function.ThrowingFunction;
import org.coroutines4j.runtime.kotlinx.SelectCalls;

/** Waits for what a Job stands for. */
abstract class JobClause extends SelectClause {
  JobClause(ThrowingFunction<?, ?> handler) {
    super(handler);
  }

  /** Complete when the clause is ready; asked for while it waits. */
  abstract Job job();

  @Override
  public final void register(SelectBuilder<? super SelectClause> select) {
    SelectCalls.onJoin(select, job(), this::chosen);
  }
}
