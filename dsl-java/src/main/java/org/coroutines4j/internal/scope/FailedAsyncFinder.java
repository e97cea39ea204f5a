package org.coroutines4j.internal.scope;

import java.util.Iterator;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import kotlin.Unit;
import kotlinx.coroutines.CoroutineScope;
import kotlinx.coroutines.Deferred;
import kotlinx.coroutines.DisposableHandle;
import kotlinx.coroutines.Job;
import org.coroutines4j.runtime.coroutine.JobWaiters;
import org.coroutines4j.runtime.coroutine.StructuredCoroutine;
import org.coroutines4j.runtime.dispatch.DispatchedStep;
import org.coroutines4j.runtime.kotlinx.Continuations;
import org.jspecify.annotations.Nullable;

/**
 * Finds the coroutine of Kotlin's {@code async} that has just failed in a supervisor. kotlinx
 * reports the failure to the parent, but not which child has failed. The failure of an {@code
 * async} goes to its await only, while that of a {@code launch} goes to the exception handler.
 */
final class FailedAsyncFinder {
  /** The number of children that are searched for one that failed on a thread of other code. */
  private static final int MAX_CHILDREN = 256;

  /** The coroutines that were found and have not ended yet, since kotlinx reports each twice. */
  private static final Set<Job> FOUND = ConcurrentHashMap.newKeySet();

  private FailedAsyncFinder() {}

  /**
   * Returns the child of {@code scope} that fails with {@code failure} and that no coroutine
   * awaits. Null if there is none, or if this method has returned it before.
   */
  static @Nullable Job find(Job scope, Throwable failure) {
    Job failed = ofThisThread(scope, failure);
    if (failed == null) {
      failed = childOf(scope, failure);
    }
    return failed != null && isFirstTime(failed) && !JobWaiters.areThereFor(failed) ? failed : null;
  }

  /** Checks the coroutine that this thread runs, which mostly is the one that fails. */
  private static @Nullable Job ofThisThread(Job scope, Throwable failure) {
    DispatchedStep run = DispatchedStep.current();
    Job job = run == null ? null : run.context().get(Job.Key);
    while (job != null && job.getParent() != scope) {
      job = job.getParent();
    }
    return job != null && isAsyncFailedWith(job, failure) ? job : null;
  }

  private static @Nullable Job childOf(Job scope, Throwable failure) {
    Iterator<Job> children = scope.getChildren().iterator();
    for (int i = 0; i < MAX_CHILDREN && children.hasNext(); i++) {
      Job child = children.next();
      if (isAsyncFailedWith(child, failure)) {
        return child;
      }
    }
    return null;
  }

  private static boolean isAsyncFailedWith(Job job, Throwable failure) {
    return job instanceof Deferred<?>
        && job instanceof CoroutineScope // not a CompletableDeferred, which runs no code
        && !(job instanceof StructuredCoroutine)
        && job.isCancelled()
        && causeOf(job) == failure;
  }

  private static @Nullable Throwable causeOf(Job job) {
    CancellationException cancellation = Continuations.cancellationOf(job);
    return cancellation.getCause();
  }

  private static boolean isFirstTime(Job job) {
    boolean first = FOUND.add(job);
    if (first) {
      DisposableHandle unused =
          job.invokeOnCompletion(
              cause -> {
                FOUND.remove(job);
                return Unit.INSTANCE;
              });
    }
    return first;
  }
}
