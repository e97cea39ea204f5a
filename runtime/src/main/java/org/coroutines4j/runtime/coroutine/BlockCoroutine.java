package org.coroutines4j.runtime.coroutine;

import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import kotlin.coroutines.CoroutineContext;
import kotlinx.coroutines.Job;
import org.coroutines4j.runtime.dispatch.ScopeDispatcher;
import org.jspecify.annotations.Nullable;

/**
 * The Job of a block that a coroutine runs inline, as {@code coroutineScope} and {@code
 * withTimeout} do in Kotlin. It waits for its children. Its failure goes to the caller of the block
 * and never to its parent.
 */
public class BlockCoroutine extends StructuredCoroutine implements ReadyCondition {
  @SuppressWarnings("NullAway") // the field may be null
  private static final AtomicReferenceFieldUpdater<BlockCoroutine, @Nullable Runnable> ON_READY =
      AtomicReferenceFieldUpdater.newUpdater(BlockCoroutine.class, Runnable.class, "onReady");

  private final @Nullable CoroutineThread coroutine;
  private @Nullable Throwable failure;
  private volatile boolean over;

  /** Called once when the block is {@link #isReady over}. */
  private volatile @Nullable Runnable onReady;

  /** Creates a block under {@code frame}, whose code and tasks inherit {@code elements}. */
  public BlockCoroutine(JobFrame frame, CoroutineContext elements) {
    super(TaskContext.of(elements, frame.coroutine), frame.job, true);
    this.coroutine = frame.coroutine;
  }

  /** Creates a scope that no coroutine runs. It lives until {@link #complete} is called. */
  public BlockCoroutine(CoroutineContext context, @Nullable Job parent) {
    super(context, parent, true);
    this.coroutine = null;
  }

  /**
   * Enters the block on the current thread. The caller must leave the returned frame by {@link
   * CoroutineThread#pop}.
   *
   * @throws IllegalStateException if no coroutine runs this scope
   */
  public JobFrame enter(CoroutineContext elements) {
    JobFrame frame = running().push(this, elements);
    becomeChildOf(frame.outerJob());
    return frame;
  }

  /**
   * Returns the dispatcher of the coroutine that runs this block.
   *
   * @throws IllegalStateException if no coroutine runs it
   */
  protected final ScopeDispatcher dispatcher() {
    return running().dispatcher();
  }

  private CoroutineThread running() {
    if (coroutine == null) {
      throw new IllegalStateException("no coroutine runs this scope");
    }
    return coroutine;
  }

  /**
   * Waits until the block and all its children have ended and the completion handlers of its tasks
   * have returned. Not a cancellation point: a cancellation does not end this wait.
   */
  public void awaitEnd() {
    if (coroutine != null && !over) {
      coroutine.awaitUncancellably(this);
    }
  }

  /**
   * Returns whether the block and all its children have ended and their completion handlers have
   * returned.
   */
  @Override
  public boolean isReady() {
    return over;
  }

  /**
   * Returns the first failure or the cancellation that the block ended with; null if it ended
   * normally or has not ended.
   */
  public @Nullable Throwable failure() {
    return failure;
  }

  @Override
  protected void endedExceptionally(Throwable cause) {
    failure = ExceptionStandIn.failureOf(cause);
  }

  /**
   * Calls {@code action} once when this {@linkplain #isReady is ready}, on the thread that
   * completes it, or immediately on the current thread if it is ready already. A later call
   * replaces an action that has not been called yet.
   */
  public void whenReady(Runnable action) {
    ON_READY.set(this, action);
    if (over) {
      callOnReady();
    }
  }

  private void callOnReady() {
    Runnable action = ON_READY.getAndSet(this, null);
    if (action != null) {
      action.run();
    }
  }

  @Override
  protected void subtreeEnded() {
    over = true;
    if (coroutine != null) {
      coroutine.wake();
    }
    if (onReady != null) {
      callOnReady();
    }
  }

  @Override
  protected boolean getScoped() {
    return true;
  }

  @Override
  public @Nullable Object getCompleted() {
    throw new IllegalStateException("a block returns its value to its caller only");
  }
}
