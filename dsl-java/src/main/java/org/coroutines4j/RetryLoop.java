package org.coroutines4j;

import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import org.coroutines4j.runtime.coroutine.CoroutineThread;
import org.coroutines4j.runtime.dispatch.SneakyThrow;
import org.jspecify.annotations.Nullable;

/** Calls a body until it succeeds. */
final class RetryLoop {
  private RetryLoop() {}

  static <T extends @Nullable Object> T call(
      CoroutineThread body, RetryPolicy policy, Callable<? extends T> work) {
    Failures failures = new Failures();
    Throwable last;
    for (int attempts = 1; ; attempts++) {
      body.frame().ensureActive();
      try {
        return work.call();
      } catch (Throwable t) {
        last = body.frame().classify(t);
      }
      if (last instanceof CancellationException || body.passes(last)) { // of what it emits to
        throw SneakyThrow.sneak(last);
      }
      if (!policy.triesAgain(attempts, last)) {
        break;
      }
      failures.add(last);
      AwaitOperations.delay(body, policy.delayAfter(attempts));
    }
    Throwable thrown = Failures.wrap(last);
    failures.suppressOn(thrown);
    throw Failures.raise(thrown);
  }
}
