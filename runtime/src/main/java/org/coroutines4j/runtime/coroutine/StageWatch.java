package org.coroutines4j.runtime.coroutine;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import kotlin.Unit;
import kotlinx.coroutines.CancellableContinuation;
import org.coroutines4j.runtime.dispatch.StackGuard;
import org.coroutines4j.runtime.kotlinx.Continuations;
import org.jspecify.annotations.Nullable;

/**
 * A listener that records how a stage ends, and tells its waiters. A stage keeps each listener
 * until it ends, which may be never. So a watch is registered with its stage only once for any
 * number of waiters.
 */
public final class StageWatch
    implements BiConsumer<@Nullable Object, @Nullable Throwable>, Runnable {
  private @Nullable Object value;
  private @Nullable Throwable failure;

  /** Written after {@link #value} and {@link #failure}, which it publishes. */
  private volatile boolean over;

  /** Guarded by this; null if there is no waiter. */
  private @Nullable Set<Runnable> listeners;

  /**
   * Guards {@link #registered}. It is not this, since the stage may call {@link #accept} during the
   * registration, also on another thread.
   */
  private final Object registration = new Object();

  private boolean registered;

  /** Removes this from the shared watches; null if it is not shared. */
  private final @Nullable Runnable onEnd;

  StageWatch(@Nullable Runnable onEnd) {
    this.onEnd = onEnd;
  }

  /**
   * Returns a watch of {@code stage} for a waiter that cancels the stage when it is cancelled
   * itself.
   */
  public static StageWatch forWaiter(CompletionStage<?> stage) {
    if (!isPlain(stage)) {
      return StageWatches.of(stage); // it may ignore the cancellation and keep each listener
    }
    StageWatch watch = new StageWatch(null);
    if (!watch.readIfDone((CompletableFuture<?>) stage)) {
      watch.register(stage);
    }
    return watch;
  }

  /**
   * Returns the watch of {@code stage} that is shared by all waiters that do not cancel the stage.
   */
  public static StageWatch shared(CompletionStage<?> stage) {
    StageWatch watch = ifOver(stage);
    return watch != null ? watch : StageWatches.of(stage);
  }

  /**
   * Returns a watch of {@code stage} if the stage has ended, else null. Reads the state of a future
   * of the JDK; registers a shared watch with any other stage.
   */
  public static @Nullable StageWatch ifOver(CompletionStage<?> stage) {
    StageWatch watch;
    if (isPlain(stage)) {
      watch = new StageWatch(null);
      watch.readIfDone((CompletableFuture<?>) stage);
    } else {
      watch = StageWatches.of(stage);
    }
    return watch.isOver() ? watch : null;
  }

  /**
   * Returns whether {@code stage} is a {@link CompletableFuture} of the JDK itself. The methods of
   * any other class may be overridden and throw anything.
   */
  static boolean isPlain(CompletionStage<?> stage) {
    return stage.getClass() == CompletableFuture.class;
  }

  /**
   * Records the result of {@code future} and returns true, if the future is done. Reads a value;
   * for a failure, registers with the future, which calls back immediately.
   */
  private boolean readIfDone(CompletableFuture<?> future) {
    if (!future.isDone()) {
      return false;
    }
    if (future.isCompletedExceptionally()) {
      register(future);
    } else {
      value = future.getNow(null);
      over = true;
    }
    return true;
  }

  /**
   * Registers this with {@code stage}, unless it is registered already. A stage that has ended
   * calls {@link #accept} immediately. If that call overflows the stack, the stage swallows the
   * error. So this reads the result of an ended stage itself if the call did not record it.
   */
  void register(CompletionStage<?> stage) {
    synchronized (registration) {
      if (!registered) {
        CompletionStage<?> unused = stage.whenComplete(this);
        CompletableFuture<?> future = over ? null : Stages.ended(stage);
        if (future != null) {
          acceptResultOf(future);
        }
        registered = true;
      }
    }
  }

  private void acceptResultOf(CompletableFuture<?> future) {
    try {
      accept(future.getNow(null), null);
    } catch (CompletionException | CancellationException e) {
      accept(null, e);
    }
  }

  /**
   * Called by the stage, on any thread and at any depth of the stack. So this records the result
   * before it calls anything that might overflow the stack. If the stack has no room, a helper
   * thread wakes the waiters.
   */
  @Override
  public void accept(@Nullable Object result, @Nullable Throwable thrown) {
    synchronized (this) {
      if (over) {
        return;
      }
      value = result;
      failure = thrown;
      over = true;
      if (listeners == null) {
        forget();
        return;
      }
    }
    if (StackGuard.isThereForCalls()) {
      run();
    } else {
      runOnHelperThread();
    }
  }

  private void runOnHelperThread() {
    try {
      Thread shallow = new Thread(null, this, "coroutines4j-stage", 0, false);
      shallow.setDaemon(true);
      shallow.start();
    } catch (OutOfMemoryError e) { // unable to create native thread
      run();
    }
  }

  /** Calls the listeners. */
  @Override
  public void run() {
    forget();
    Set<Runnable> waiting;
    synchronized (this) {
      waiting = listeners;
      listeners = null;
    }
    if (waiting != null) {
      waiting.forEach(Runnable::run);
    }
  }

  private void forget() {
    if (onEnd != null) {
      onEnd.run();
    }
  }

  /** Returns whether the stage has ended. */
  public boolean isOver() {
    return over;
  }

  /**
   * Calls {@code listener} once when the stage ends, unless it is removed before: on the thread
   * that completes the stage, on a helper thread, or, if the stage has ended, immediately on the
   * current thread. The listener must not throw.
   */
  public void onEnd(Runnable listener) {
    synchronized (this) {
      if (!over) {
        if (listeners == null) {
          listeners = new LinkedHashSet<>(2);
        }
        listeners.add(listener);
        return;
      }
    }
    listener.run();
  }

  /** Removes {@code listener}. Does nothing if it has been called or is just being called. */
  public synchronized void remove(Runnable listener) {
    if (listeners != null) {
      listeners.remove(listener);
    }
  }

  /**
   * Waits until the stage has ended. A cancellation point.
   *
   * @throws CancellationException if the coroutine is cancelled
   */
  public void await(CoroutineThread coroutine) {
    Resumption resumption = new Resumption();
    try {
      coroutine.await(
          k ->
              Continuations.suspendUntilResumed(
                  waiter -> {
                    resumption.waiter = waiter;
                    onEnd(resumption);
                  },
                  k));
    } finally {
      remove(resumption);
    }
  }

  private static final class Resumption implements Runnable {
    @Nullable CancellableContinuation<? super @Nullable Object> waiter;

    @Override
    public void run() {
      if (waiter != null) {
        waiter.resumeWith(Unit.INSTANCE);
      }
    }
  }

  /** Returns the value of a stage that has ended normally; null for any other stage. */
  public @Nullable Object value() {
    return value;
  }

  /**
   * Returns the failure of a stage that has ended, without the exceptions that stages wrap it in;
   * null if there is none.
   */
  public @Nullable Throwable failure() {
    return failure == null ? null : Stages.causeOf(failure);
  }
}
