package org.coroutines4j.internal.scope;

import java.util.concurrent.CancellationException;
import kotlin.coroutines.CoroutineContext;
import org.coroutines4j.ScopeFunction;
import org.coroutines4j.internal.failure.AwaitedHere;
import org.coroutines4j.internal.failure.Exceptions;
import org.coroutines4j.internal.util.SafeMessages;
import org.coroutines4j.internal.util.UncheckedCasts;
import org.coroutines4j.runtime.coroutine.CoroutineThread;
import org.coroutines4j.runtime.coroutine.JobFrame;
import org.coroutines4j.runtime.coroutine.ThreadContexts;
import org.jspecify.annotations.Nullable;

/**
 * One run of a scope block. Runs the body, waits for the tasks, closes the resources, then returns
 * the value of the body or throws.
 */
final class ScopeExecution<T extends @Nullable Object> {
  private final CoroutineThread body;
  private final ScopeState scope;

  /** The context elements that are already installed on the thread. */
  private final CoroutineContext installed;

  ScopeExecution(CoroutineThread body, ScopeState scope, CoroutineContext installed) {
    this.body = body;
    this.scope = scope;
    this.installed = installed;
  }

  T call(ScopeFunction<? extends T> block) {
    TaskScopeCoroutine node = scope.node;
    JobFrame frame = node.enter();
    TaskScopeImpl view = new TaskScopeImpl(scope);
    Object value = null;
    Throwable thrown = null;
    try {
      value =
          ThreadContexts.isInstalled(scope.elements(), installed)
              ? block.call(view) // no further stack frame, which each nested scope would add
              : ThreadContexts.call(scope.elements(), installed, () -> block.call(view));
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
      throw Exceptions.raise(outcome);
    }
    return UncheckedCasts.value(value);
  }

  /** Called when the body has ended. Its failure or cancellation cancels the tasks. */
  private void end(JobFrame frame, @Nullable Throwable thrown) {
    frame.leave(); // first, as if loops that exited early had closed their iterators
    if (thrown != null && !(thrown instanceof CancellationException)) {
      scope.policy().bodyFailed(thrown);
      scope.node.cancelBecauseOf(thrown);
    }
    if (thrown instanceof CancellationException cancellation) {
      scope.node.cancel(cancellation);
    }
    scope.cancelUnstarted();
    scope.node.complete(null);
  }

  /** Closes the resources, with the context elements of the scope installed as for its body. */
  private void closeAll() {
    if (scope.hasToClose()) {
      try {
        ThreadContexts.call(
            scope.elements(),
            installed,
            () -> {
              scope.closeAll(body);
              return null;
            });
      } catch (Throwable t) {
        scope.policy().bodyFailed(t);
      }
    }
    // closes what a failing wrapper has left open, and then lets no resource be added
    scope.closeAll(body);
  }

  /** Returns the exception that the block throws; null if it returns the value of its body. */
  private @Nullable Throwable outcome(JobFrame frame, @Nullable Throwable thrown) {
    Throwable failure = scope.policy().toThrow();
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
    return isCompleteDespiteCancellation(frame) ? null : frame.tellCancellation();
  }

  /**
   * Returns whether the value is complete although the scope was cancelled: the caller was
   * cancelled, and no code in the scope has noticed it. The block then returns the value, and the
   * next await of the caller throws.
   */
  private boolean isCompleteDespiteCancellation(JobFrame frame) {
    return !frame.outerJob().isActive() && !frame.sawCancellation() && !scope.hasLostWork();
  }
}
