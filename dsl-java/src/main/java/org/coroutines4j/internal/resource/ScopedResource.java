package org.coroutines4j.internal.resource;

import java.util.Objects;
import java.util.concurrent.CancellationException;
import kotlinx.coroutines.CompletableJob;
import kotlinx.coroutines.JobKt;
import org.coroutines4j.Resource;
import org.coroutines4j.TaskFailedException;
import org.coroutines4j.function.ThrowingConsumer;
import org.coroutines4j.runtime.coroutine.CoroutineThread;
import org.coroutines4j.runtime.coroutine.CoroutineThreads;
import org.coroutines4j.runtime.coroutine.DeferredShield;
import org.coroutines4j.runtime.coroutine.HelperTask;
import org.jspecify.annotations.Nullable;

/**
 * A resource that a scope uses until its end. The manager runs on a helper thread, which is blocked
 * in {@code hold} until the scope has ended.
 */
public final class ScopedResource<T> implements AutoCloseable, Resource.Holder<T> {
  /** Complete when the manager is in {@code hold}, or has ended without calling it. */
  private final CompletableJob ready = JobKt.Job(null);

  /** Complete when {@code hold} is to return. */
  private final CompletableJob released = JobKt.Job(null);

  private final HelperTask helper;

  /** The coroutine that runs the manager; null while the manager does not run. */
  private volatile @Nullable CoroutineThread manager;

  /**
   * Makes the manager's code after {@code hold} non-cancellable. Used by the manager's thread only.
   */
  private @Nullable DeferredShield shield;

  private volatile @Nullable T value;
  private volatile @Nullable Throwable failure;

  private ScopedResource(ThrowingConsumer<Resource.Holder<T>> manager) {
    helper = HelperTask.startForCaller(body -> manage(body, manager), ready::complete);
  }

  /**
   * Acquires the resource of {@code manager} for {@code scope}, and returns its value. The manager
   * runs on a helper thread. A cancellation point: if the caller is cancelled, the manager is
   * cancelled and has ended before this throws.
   *
   * @throws IllegalStateException if the scope has closed its resources, or the manager does not
   *     call {@code hold}
   */
  public static <T> T acquire(ThrowingConsumer<Resource.Holder<T>> manager, ResourceOwner scope) {
    return CoroutineThreads.call(
        body -> {
          scope.requireNotClosed();
          body.checkpoint();
          ScopedResource<T> held = new ScopedResource<>(manager);
          try {
            body.join(held.ready);
          } catch (Throwable t) {
            boolean unused = held.released.complete(); // the manager may be in hold already
            held.helper.end();
            throw held.failed(t);
          }
          held.helper.endLimits(); // those of this caller end before the resource does
          T value = held.value;
          if (value == null) {
            Throwable failed = held.failure != null ? held.failure : held.helper.failure();
            throw TaskFailedException.unchecked(Objects.requireNonNull(failed));
          }
          ScopedResource<T> unused = scope.use(held);
          return value;
        });
  }

  /**
   * Returns the exception for an {@code acquire} that ends with {@code thrown}. A failure of the
   * manager's end replaces a cancellation, and is suppressed on a failure.
   */
  private RuntimeException failed(Throwable thrown) {
    Throwable atEnd = failure;
    return TaskFailedException.unchecked(
        atEnd == null || atEnd instanceof CancellationException
            ? thrown
            : ManagedResource.both(thrown, atEnd));
  }

  private void manage(CoroutineThread body, ThrowingConsumer<Resource.Holder<T>> manager) {
    shield = new DeferredShield(body);
    this.manager = body;
    try {
      manager.accept(this);
      if (value == null) {
        throw new IllegalStateException("a managed resource must hold once, but did not");
      }
    } catch (Throwable t) {
      failure = body.frame().translateFailure(t);
    } finally {
      this.manager = null;
      shield.lower();
    }
  }

  @Override
  public void hold(T held) {
    Objects.requireNonNull(held, "value");
    ResourceInvocation.requireRunning(manager);
    if (value != null) {
      throw new IllegalStateException("a managed resource must hold once, but holds again");
    }
    value = held;
    boolean unused = ready.complete();
    CoroutineThreads.run(
        body -> {
          body.joinUncancellably(released);
          Objects.requireNonNull(shield).raise();
        });
  }

  /**
   * Makes {@code hold} return, and waits until the manager has ended. Throws the failure of the
   * manager, if there is one. Not a cancellation point, since the caller shields it.
   */
  @Override
  public void close() {
    boolean unused = released.complete();
    helper.await();
    Throwable thrown = failure;
    if (thrown != null && !(thrown instanceof CancellationException)) {
      throw TaskFailedException.unchecked(thrown);
    }
  }
}
