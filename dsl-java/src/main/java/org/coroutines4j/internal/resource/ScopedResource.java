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
 * A resource in use by a scope: its manager runs on a thread beside, and stands still in its {@code
 * hold} until the scope has ended.
 */
public final class ScopedResource<T> implements AutoCloseable, Resource.Holder<T> {
  /** Complete when the manager holds, or has ended without. */
  private final CompletableJob ready = JobKt.Job(null);

  private final CompletableJob released = JobKt.Job(null);
  private final HelperTask managing;

  /** What runs the manager; null when it does not. */
  private volatile @Nullable CoroutineThread manager;

  /** Keeps the end of the manager from being cancelled: on its thread only. */
  private @Nullable DeferredShield shield;

  private volatile @Nullable T value;
  private volatile @Nullable Throwable failure;

  private ScopedResource(ThrowingConsumer<Resource.Holder<T>> manager) {
    managing = HelperTask.startDetached(body -> manage(body, manager), ready::complete);
  }

  public static <T> T acquire(ThrowingConsumer<Resource.Holder<T>> manager, ResourceOwner scope) {
    return CoroutineThreads.call(
        body -> {
          scope.requireNotClosed();
          body.checkpoint();
          ScopedResource<T> held = new ScopedResource<>(manager);
          try {
            body.await(held.ready::join);
          } catch (Throwable t) {
            boolean unused = held.released.complete(); // it may hold by now
            held.managing.end();
            throw held.failed(t);
          }
          T value = held.value;
          if (value == null) {
            Throwable failed = held.failure != null ? held.failure : held.managing.failure();
            throw TaskFailedException.unchecked(Objects.requireNonNull(failed));
          }
          ScopedResource<T> unused = scope.use(held);
          return value;
        });
  }

  /** What ends a use that has not begun: {@code thrown}, or what went wrong at its end. */
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

  /** Lets the manager go on, and waits for its end. Called in a shield. */
  @Override
  public void close() {
    boolean unused = released.complete();
    managing.await();
    Throwable thrown = failure;
    if (thrown != null && !(thrown instanceof CancellationException)) {
      throw TaskFailedException.unchecked(thrown);
    }
  }
}
