package org.coroutines4j.internal.resource;

import java.util.Objects;
import java.util.concurrent.CancellationException;
import org.coroutines4j.Resource;
import org.coroutines4j.TaskFailedException;
import org.coroutines4j.function.ThrowingConsumer;
import org.coroutines4j.function.ThrowingFunction;
import org.coroutines4j.internal.util.UncheckedCasts;
import org.coroutines4j.runtime.coroutine.CoroutineThread;
import org.coroutines4j.runtime.coroutine.CoroutineThreads;
import org.coroutines4j.runtime.coroutine.DeferredShield;
import org.coroutines4j.runtime.coroutine.JobFrame;
import org.jspecify.annotations.Nullable;

/** One use of a resource. Connects the manager with the code that uses the value. */
final class ResourceInvocation<T, R extends @Nullable Object> implements Resource.Holder<T> {
  private final CoroutineThread caller;
  private final JobFrame outer;
  private final ThrowingFunction<? super T, ? extends R> work;

  /**
   * Whether the manager has ended. Volatile because a misplaced {@code hold} may read it on another
   * thread.
   */
  private volatile boolean ended;

  private boolean held;
  private @Nullable Object result;
  private @Nullable Throwable failure;

  /** Makes the manager's code after {@code hold} non-cancellable. */
  private final DeferredShield shield;

  ResourceInvocation(CoroutineThread caller, ThrowingFunction<? super T, ? extends R> work) {
    this.caller = caller;
    this.outer = caller.frame();
    this.work = work;
    this.shield = new DeferredShield(caller);
  }

  R call(ThrowingConsumer<Resource.Holder<T>> manager) {
    run(manager);
    if (failure != null) {
      throw TaskFailedException.unchecked(failure);
    }
    return UncheckedCasts.value(result);
  }

  void run(ThrowingConsumer<Resource.Holder<T>> manager) {
    outer.ensureActive();
    Throwable thrown = null;
    try {
      manager.accept(this);
    } catch (Throwable t) {
      thrown = caller.frame().translateFailure(t);
    }
    ended = true;
    shield.lower();
    if (thrown == null && !held) {
      thrown = new IllegalStateException("a managed resource must hold once, but did not");
    }
    if (thrown == null && failure instanceof CancellationException) {
      thrown = failure;
    }
    if (thrown != null) {
      throw TaskFailedException.unchecked(thrown);
    }
  }

  /** Throws unless the current thread runs {@code manager}. Null means that it has ended. */
  static void requireRunning(@Nullable CoroutineThread manager) {
    if (manager == null || CoroutineThreads.current() != manager) {
      throw new IllegalStateException(
          "hold may be called by the managed resource only, on its own thread, while it runs");
    }
  }

  @Override
  public void hold(T value) {
    Objects.requireNonNull(value, "value");
    requireRunning(ended ? null : caller);
    if (held) {
      throw new IllegalStateException("a managed resource must hold once, but holds again");
    }
    held = true;
    try {
      result = work.apply(value);
    } catch (Throwable t) {
      failure = caller.frame().translateFailure(t);
    }
    shield.raise();
    if (failure != null) {
      throw TaskFailedException.unchecked(failure);
    }
  }
}
