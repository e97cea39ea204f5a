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
 * How a stage ended, for those who wait for it. It is registered with the stage once, however many
 * wait: a stage keeps what is registered with it until it ends, which may be never.
 */
public final class StageWatch
    implements BiConsumer<@Nullable Object, @Nullable Throwable>, Runnable {
  private @Nullable Object value;
  private @Nullable Throwable failure;

  /** Written after the two above, which it publishes. */
  private volatile boolean over;

  /** Guarded by this; null while nobody waits. */
  private @Nullable Set<Runnable> listeners;

  /** Guarded by itself, since the stage may call {@link #accept} from its registration. */
  private final Object registration = new Object();

  private boolean registered;

  /** Removes this from those that are shared; null if it is not shared. */
  private final @Nullable Runnable ended;

  StageWatch(@Nullable Runnable ended) {
    this.ended = ended;
  }

  /** A watch for one wait, which ends the stage if it is cancelled itself. */
  public static StageWatch forWaiter(CompletionStage<?> stage) {
    if (!isPlain(stage)) {
      return StageWatches.of(stage); // it need not let itself be cancelled
    }
    StageWatch watch = new StageWatch(null);
    if (!watch.look((CompletableFuture<?>) stage)) {
      watch.register(stage);
    }
    return watch;
  }

  /** The watch that all have who wait for {@code stage}, and leave it alone. */
  public static StageWatch shared(CompletionStage<?> stage) {
    StageWatch watch = ifOver(stage);
    return watch != null ? watch : StageWatches.of(stage);
  }

  /**
   * A watch for {@code stage} if that has ended. A future of the JDK tells by itself; with another
   * stage it is registered.
   */
  public static @Nullable StageWatch ifOver(CompletionStage<?> stage) {
    StageWatch watch;
    if (isPlain(stage)) {
      watch = new StageWatch(null);
      watch.look((CompletableFuture<?>) stage);
    } else {
      watch = StageWatches.of(stage);
    }
    return watch.isOver() ? watch : null;
  }

  /** Whether what the class does is known: methods of a class of the user's may throw anything. */
  static boolean isPlain(CompletionStage<?> stage) {
    return stage.getClass() == CompletableFuture.class;
  }

  /** Takes the result of {@code future} if that has ended; without a callback if it can. */
  private boolean look(CompletableFuture<?> future) {
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
   * Registers this with {@code stage}, once. If that has ended it calls back on this thread, and
   * keeps for itself what the call throws where the stack is at its end: so it is asked again.
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
   * Called by the stage, on any thread and at any depth of its stack: so the result is kept before
   * anything is called that might overflow that, and who waits is woken where there is room.
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
      runElsewhere();
    }
  }

  private void runElsewhere() {
    try {
      Thread shallow = new Thread(null, this, "coroutines4j-stage", 0, false);
      shallow.setDaemon(true);
      shallow.start();
    } catch (OutOfMemoryError e) { // unable to create native thread
      run();
    }
  }

  /** Tells those who wait. */
  @Override
  public void run() {
    forget();
    Set<Runnable> told;
    synchronized (this) {
      told = listeners;
      listeners = null;
    }
    if (told != null) {
      told.forEach(Runnable::run);
    }
  }

  private void forget() {
    if (ended != null) {
      ended.run();
    }
  }

  /** Whether the stage has ended. */
  public boolean isOver() {
    return over;
  }

  /**
   * Calls {@code listener}, which must not throw, once when the stage ends, unless it is removed
   * before; at once if the stage has ended.
   */
  public void whenOver(Runnable listener) {
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

  /** {@code listener} is not called any more, if it has not been. */
  public synchronized void remove(Runnable listener) {
    if (listeners != null) {
      listeners.remove(listener);
    }
  }

  /** Waits until the stage has ended. A cancellation point. */
  public void await(CoroutineThread body) {
    Resumption resumption = new Resumption();
    try {
      body.await(
          k ->
              Continuations.suspendUntilResumed(
                  waiter -> {
                    resumption.waiter = waiter;
                    whenOver(resumption);
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

  /** The value of a stage that has ended without a failure. */
  public @Nullable Object value() {
    return value;
  }

  /**
   * The failure of a stage that has ended, without the exceptions that stages wrap it in; null if
   * there is none.
   */
  public @Nullable Throwable failure() {
    return failure == null ? null : Stages.causeOf(failure);
  }
}
