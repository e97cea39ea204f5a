package org.coroutines4j.badinput;

import org.coroutines4j.Async;
import org.coroutines4j.ScopeAction;
import org.coroutines4j.ScopeFunction;

/** Programs and scopes of {@link Async}. */
final class ProgramTable extends Table {
  ProgramTable() {
    method(Async.class, "run", ScopeAction.class)
        .nulls("body", w -> Async.run(null))
        .waits(w -> Async.run(scope -> w.action().run()));
    method(Async.class, "call", ScopeFunction.class)
        .nulls("body", w -> Async.call(null))
        .waits(w -> Async.call(w.block()));
    cannotFail(Async.class, "taskScope", "supervisorScope");
  }
}
