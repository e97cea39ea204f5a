package org.coroutines4j.guide.pitfalls;

// region imports
import static org.coroutines4j.Async.awaitCancellation;
import static org.coroutines4j.Async.run;

import java.io.UncheckedIOException;
import java.util.concurrent.atomic.AtomicReference;
import org.coroutines4j.Task;
import org.coroutines4j.function.ThrowingFunction;
import org.coroutines4j.sync.AsyncEvent;

// endregion

/**
 * Catches failures of a backend in a way that catches its deadline too, and in one that does not.
 */
public final class SwallowedDeadline {
  private SwallowedDeadline() {}

  /** Runs the programs of the page. */
  public static void main(String[] args) {
    System.out.println("with RuntimeException: " + atTheDeadline(SwallowedDeadline::anyFailure));
    System.out.println("with its exception: " + atTheDeadline(SwallowedDeadline::itsFailure));
  }

  // region wrong
  private static String anyFailure(AsyncEvent asked) {
    try {
      return ask(asked);
    } catch (RuntimeException e) { // the cancellation by the deadline is one, too
      return "failed";
    }
  }

  // endregion

  // region right
  private static String itsFailure(AsyncEvent asked) {
    try {
      return ask(asked);
    } catch (UncheckedIOException e) { // what a call of this backend throws
      return "failed";
    }
  }

  // endregion

  private static String ask(AsyncEvent asked) {
    asked.set();
    awaitCancellation(); // stands for a call that takes longer than the deadline
    return "quote";
  }

  // region deadline
  /** Returns the answer, or "late" if there is none when the deadline cancels the call. */
  private static String atTheDeadline(ThrowingFunction<AsyncEvent, String> call) {
    AtomicReference<String> answer = new AtomicReference<>("late");
    AsyncEvent asked = new AsyncEvent();
    run(
        scope -> {
          Task<?> calling = scope.launch(() -> answer.set(call.apply(asked)));
          asked.await();
          calling.cancelAndJoin(); // as the end of tryWithTimeout does
        });
    return answer.get();
  }
  // endregion
}
