package org.coroutines4j.kotlin.badinput;

import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.concurrent.CancellationException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import kotlin.coroutines.Continuation;
import kotlinx.coroutines.Dispatchers;
import kotlinx.coroutines.ExecutorsKt;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.coroutines4j.Async;
import org.coroutines4j.ScopeAction;
import org.coroutines4j.Task;
import org.coroutines4j.TaskScope;
import org.coroutines4j.kotlin.Suspend;
import org.coroutines4j.kotlin.SuspendFunction;

/** Calls of suspend functions, and calls by them. */
final class SuspendTable extends Table {
  private static final SuspendFunction<String> STRAY =
      k -> {
        throw new AssertionError("nobody may call it");
      };

  SuspendTable() {
    method(Suspend.class, "await")
        .nulls("call", () -> Suspend.await(null))
        .throwing(
            "on a worker of Dispatchers.Default",
            IllegalStateException.class,
            () -> onKotlinWorker(() -> Suspend.await(STRAY)),
            "Dispatchers.Default",
            "asDeferred().await()")
        .throwing(
            "in a cancelled block",
            CancellationException.class,
            () -> inCancelled(() -> Suspend.await(STRAY)),
            "never mind");
    async();
    method(Suspend.class, "future").nulls("call", () -> Suspend.future(null));
    method(Suspend.class, "implement")
        .nulls("continuation", () -> Suspend.implement(null, () -> 1))
        .nulls("body", () -> Suspend.implement(continuation(), null));
    method(SuspendFunction.class, "invoke").isWrittenByUsers();
  }

  private void async() {
    method(Suspend.class, "async")
        .nulls("scope", () -> Suspend.async(null, STRAY))
        .nulls("call", () -> inScope(scope -> Suspend.async(scope, null)))
        .throwing(
            "an ended scope",
            IllegalStateException.class,
            () -> Suspend.async(ended(), STRAY),
            "has ended")
        .throwing(
            "a cancelled scope",
            CancellationException.class,
            () ->
                inScope(
                    scope -> {
                      scope.cancel("never mind");
                      Task<String> unused = Suspend.async(scope, STRAY);
                    }),
            "never mind");
  }

  @SuppressWarnings("unchecked") // it is never resumed
  private static Continuation<Object> continuation() {
    return Foreign.of(Continuation.class);
  }

  private static void inScope(ScopeAction use) {
    Async.taskScope().run(use);
  }

  private static TaskScope ended() {
    return Async.<TaskScope>call(scope -> scope);
  }

  private static void inCancelled(ThrowingCallable call) {
    inScope(
        scope -> {
          scope.cancel("never mind");
          try {
            call.call();
          } catch (Exception e) {
            throw e;
          } catch (Throwable t) {
            throw new AssertionError(t);
          }
        });
  }

  private static void onKotlinWorker(ThrowingCallable call) throws Throwable {
    FutureTask<Throwable> result = new FutureTask<>(() -> catchThrowable(call));
    Executor workers = ExecutorsKt.asExecutor(Dispatchers.getDefault());
    workers.execute(result);
    Throwable thrown = result.get();
    if (thrown != null) {
      throw thrown;
    }
  }
}
