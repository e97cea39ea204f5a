package org.coroutines4j.guide.pitfalls;

// region imports
import static org.coroutines4j.Async.forEachConcurrent;
import static org.coroutines4j.Async.taskScope;

import java.util.Collections;
import java.util.concurrent.atomic.AtomicInteger;
import org.coroutines4j.Dispatchers;
import org.coroutines4j.sync.AsyncBarrier;

// endregion

/** Limits the calls of a backend to two, with a limit of running code, and with one of calls. */
public final class LimitOfCode {
  private LimitOfCode() {}

  /** Runs the programs of the page. */
  public static void main(String[] args) {
    // region wrong
    Backend first = new Backend(10); // answers when ten calls have arrived
    taskScope()
        .on(Dispatchers.virtual().limitedParallelism(2)) // a task that waits needs no permit
        .run(
            scope -> {
              for (int i = 0; i < 10; i++) {
                scope.launch(() -> first.call());
              }
            });
    System.out.println("limitedParallelism(2): " + first.most + " calls at the same time");
    // endregion
    // region right
    Backend second = new Backend(2); // answers when two calls have arrived
    forEachConcurrent(Collections.nCopies(10, second), 2, backend -> backend.call());
    System.out.println("forEachConcurrent of 2: " + second.most + " calls at the same time");
    // endregion
  }

  // region backend
  private static final class Backend {
    private final AsyncBarrier arrived;
    private final AtomicInteger calls = new AtomicInteger();
    final AtomicInteger most = new AtomicInteger();

    Backend(int together) {
      arrived = new AsyncBarrier(together);
    }

    void call() {
      int now = calls.incrementAndGet();
      most.accumulateAndGet(now, Math::max);
      arrived.await();
      calls.decrementAndGet();
    }
  }
  // endregion
}
