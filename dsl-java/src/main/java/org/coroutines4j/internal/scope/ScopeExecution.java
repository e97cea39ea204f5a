package org.coroutines4j.internal.scope;

import java.util.concurrent.CancellationException;
import kotlin.coroutines.CoroutineContext;
import org.coroutines4j.ScopeFunction;
import org.coroutines4j.internal.failure.AwaitedHere;
import org.coroutines4j.internal.failure.Failures;
import org.coroutines4j.internal.util.SafeMessages;
import org.coroutines4j.internal.util.UncheckedCasts;
import org.coroutines4j.runtime.coroutine.CoroutineThread;
import org.coroutines4j.runtime.coroutine.JobFrame;
import org.coroutines4j.runtime.coroutine.ThreadContexts;
import org.jspecify.annotations.Nullable;

/**
 * One run of a scope block: its body, then the wait for its tasks, then what it throws or returns.
 */
final class ScopeExecution<T extends @Nullable Object> {
  private final CoroutineThread body;
  private final ScopeState scope;

  /** The elements that are in force on the thread already. */
  private final CoroutineContext inForce;

  ScopeExecution(CoroutineThread body, ScopeState scope, CoroutineContext inForce) {
    this.body = body;
    this.scope = scope;
    this.inForce = inForce;
  }

  T call(ScopeFunction<? extends T> block) {
    TaskScopeCoroutine node = scope.node;
    JobFrame frame = node.enter();
    TaskScopeImpl view = new TaskScopeImpl(scope);
    Object value = null;
    Throwable thrown = null;
    try {
      value = ThreadContexts.call(scope.elements(), inForce, () -> block.call(view));
      frame.returned();
    } catch (Throwable t) {
      thrown = frame.threw(t);
    }
    end(frame, thrown);
    scope.awaitTasks(body);
    closeAll();
    Throwable outcome = outcome(frame, thrown);
    body.pop(frame, outcome);
    if (outcome != null) {
      throw Failures.raise(outcome);
    }
    return UncheckedCasts.value(value);
  }

  /** The body has ended: its failure or cancellation cancels the tasks. */
  private void end(JobFrame frame, @Nullable Throwable thrown) {
    frame.leave(); // before that, as if the loops that were left had closed their iterators
    if (thrown != null && !(thrown instanceof CancellationException)) {
      scope.policy.bodyFailed(thrown);
      scope.node.cancelBecauseOf(thrown);
    }
    if (thrown instanceof CancellationException cancellation) {
      scope.node.cancel(cancellation);
    }
    scope.cancelUnstarted();
    scope.node.complete(null);
  }

  /** Closes what is in use, with the elements of the scope in force as in its body. */
  private void closeAll() {
    if (scope.hasToClose()) {
      try {
        ThreadContexts.call(
            scope.elements(),
            inForce,
            () -> {
              scope.closeAll(body);
              return null;
            });
      } catch (Throwable t) {
        scope.policy.bodyFailed(t);
      }
    }
    scope.closeAll(body); // what a failing wrapper has left; and nothing can be used any more
  }

  /** What the block throws; null if it returns the value of its body. */
  private @Nullable Throwable outcome(JobFrame frame, @Nullable Throwable thrown) {
    Throwable failure = scope.policy.toThrow();
    if (failure != null) {
      boolean ofBody =
          thrown != null && (failure == thrown || SafeMessages.causeOf(failure) == thrown);
      return ofBody ? failure : AwaitedHere.addTo(failure);
    }
    if (thrown != null && scope.hidesReason(thrown)) {
      return frame.tellCancellation();
    }
    if (thrown != null || !(scope.node.failure() instanceof CancellationException)) {
      return thrown;
    }
    return isWholeInSpiteOfItsCaller(frame) ? null : frame.tellCancellation();
  }

  /**
   * Whether it is the caller who was cancelled, and nothing in the scope has noticed: then the
   * value is whole, and the caller hears of it at its next wait.
   */
  private boolean isWholeInSpiteOfItsCaller(JobFrame frame) {
    return !frame.outerJob().isActive() && !frame.sawCancellation() && !scope.hasLostWork();
  }
}
