package org.coroutines4j.internal.failure;

import kotlinx.coroutines.CoroutineExceptionHandler;
import kotlinx.coroutines.CoroutineScope;
import kotlinx.coroutines.Job;

/**
 * A scope that is notified when code in it has received a failure, so that it need not report that
 * failure.
 */
public interface FailureObserver {
  /** Called when code in the scope has received {@code failure}. */
  void received(Throwable failure);

  /** Notifies the scope of {@code job} that a waiter for {@code job} has received the failure. */
  static void received(Job job, Throwable failure) {
    if (job instanceof CoroutineScope coroutine
        && coroutine.getCoroutineContext().get(CoroutineExceptionHandler.Key)
            instanceof FailureObserver observer) {
      observer.received(failure);
    }
  }

  /** Notifies each scope around {@code job} that the code of {@code job} received the failure. */
  static void receivedIn(Job job, Throwable failure) {
    for (Job at = job; at != null; at = at.getParent()) {
      if (at instanceof FailureObserver scope) {
        scope.received(failure);
      }
    }
  }
}
