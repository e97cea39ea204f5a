package org.coroutines4j.internal.task;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import org.coroutines4j.RetryPolicy;
import org.coroutines4j.internal.failure.Failures;
import org.coroutines4j.runtime.coroutine.CoroutineThread;
import org.coroutines4j.runtime.dispatch.SneakyThrow;
import org.jspecify.annotations.Nullable;

/** Calls a body until it succeeds. */
public final class RetryLoop {
  private RetryLoop() {}

  public static <T extends @Nullable Object> T call(
      CoroutineThread body, RetryPolicy policy, Callable<? extends T> work) {
    Failures failures = new Failures();
    Throwable last;
    for (int attempts = 1; ; attempts++) {
      body.frame().ensureActive();
      try {
        return work.call();
      } catch (Throwable t) {
        last = body.frame().translateFailure(t);
      }
      if (last instanceof CancellationException || body.passes(last)) { // of what it emits to
        throw SneakyThrow.sneak(last);
      }
      Optional<Duration> wait = policy.delayAfter(attempts, last);
      if (wait.isEmpty()) {
        break;
      }
      failures.add(last);
      AwaitOperations.delay(body, wait.get());
    }
    Throwable thrown = Failures.wrap(last);
    failures.suppressOn(thrown);
    throw Failures.raise(thrown);
  }
}
