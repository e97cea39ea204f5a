package org.coroutines4j.internal.failure;

import kotlinx.coroutines.CoroutineExceptionHandler;
import kotlinx.coroutines.CoroutineScope;
import kotlinx.coroutines.Job;

/** A scope that is told of failures which code in it has received. */
public interface FailureObserver {
  /** Code in the scope has received {@code failure}. */
  void received(Throwable failure);

  /** Tells the scope of {@code job} that code which waited for {@code job} received the failure. */
  static void received(Job job, Throwable failure) {
    if (job instanceof CoroutineScope coroutine
        && coroutine.getCoroutineContext().get(CoroutineExceptionHandler.Key)
            instanceof FailureObserver observer) {
      observer.received(failure);
    }
  }

  /** Tells each scope around {@code job} that code of {@code job} has received the failure. */
  static void receivedIn(Job job, Throwable failure) {
    for (Job at = job; at != null; at = at.getParent()) {
      if (at instanceof FailureObserver scope) {
        scope.received(failure);
      }
    }
  }
}
