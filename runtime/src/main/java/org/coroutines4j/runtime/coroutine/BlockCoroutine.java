package org.coroutines4j.runtime.coroutine;

import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import kotlin.coroutines.CoroutineContext;
import kotlinx.coroutines.Job;
import org.jspecify.annotations.Nullable;

/**
 * The Job of a block of code that a body runs in line, as {@code coroutineScope} and {@code
 * withTimeout} do in Kotlin: it waits for its children, and its failure goes to the caller of the
 * block, never to its parent.
 */
public class BlockCoroutine extends StructuredCoroutine implements ReadyCondition {
  @SuppressWarnings("NullAway") // the field may be null
  private static final AtomicReferenceFieldUpdater<BlockCoroutine, @Nullable Runnable> ON_READY =
      AtomicReferenceFieldUpdater.newUpdater(BlockCoroutine.class, Runnable.class, "onReady");

  private final @Nullable CoroutineThread body;
  private @Nullable Throwable failure;
  private volatile boolean over;

  /** Called once when it is over. */
  private volatile @Nullable Runnable onReady;

  /** A block under {@code frame}; {@code elements} are what its body and its tasks inherit. */
  public BlockCoroutine(JobFrame frame, CoroutineContext elements) {
    super(TaskContext.of(elements, frame.body), frame.job, true);
    this.body = frame.body;
  }

  /** A scope that no body runs: it lives until somebody ends it. */
  public BlockCoroutine(CoroutineContext context, @Nullable Job parent) {
    super(context, parent, true);
    this.body = null;
  }

  /** Enters the block. The frame is to be left by {@link CoroutineThread#pop}. */
  public JobFrame enter(CoroutineContext elements) {
    if (body == null) {
      throw new IllegalStateException("no body runs this scope");
    }
    JobFrame frame = body.push(this, elements);
    becomeChildOf(frame.outerJob());
    return frame;
  }

  /**
   * Waits, whatever is cancelled meanwhile, until the block and all its children have ended, and
   * the completion handlers of its tasks have returned.
   */
  public void awaitEnd() {
    if (body != null && !over) {
      body.awaitUncancellably(this);
    }
  }

  /** Whether the block and all its children have ended, their completion handlers included. */
  @Override
  public boolean isReady() {
    return over;
  }

  /** What the block ended with, once it is over: the first failure, a cancellation, or null. */
  public @Nullable Throwable failure() {
    return failure;
  }

  @Override
  protected void endedExceptionally(Throwable cause) {
    failure = Shielded.failureOf(cause);
  }

  /** Calls {@code action} once this {@link #isReady}: now, if it is. Of several, only the last. */
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
  protected void served() {
    over = true;
    if (body != null) {
      body.wake();
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
    throw new IllegalStateException("a block hands its value to its caller only");
  }
}
