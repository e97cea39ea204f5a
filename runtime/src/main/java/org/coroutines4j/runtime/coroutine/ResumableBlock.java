package org.coroutines4j.runtime.coroutine;

import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import org.jspecify.annotations.Nullable;

/**
 * A block that the code of one frame enters and leaves many times, to run one piece of work each
 * time. Its Job lives across the pieces: other threads may cancel the piece that runs without
 * cancelling the code around it. Entering it again allocates nothing.
 *
 * <p>What the pieces leave open, such as an iterator, ends with the block. If that fails, {@link
 * #end} returns the failure. Once the frame around the block is being left, it is a failure of that
 * frame instead.
 */
public final class ResumableBlock extends OwnedBlock {
  private static final AtomicIntegerFieldUpdater<ResumableBlock> ENDING =
      AtomicIntegerFieldUpdater.newUpdater(ResumableBlock.class, "ending");

  private final JobFrame outer;

  /** Null only while the block is being created. */
  private @Nullable JobFrame frame;

  private volatile int ending;

  private ResumableBlock(JobFrame outer) {
    super(outer, outer.elements());
    this.outer = outer;
  }

  /**
   * Creates a block and begins its first piece, which {@link #leave} must end. Called by the thread
   * of {@code outer}, in that frame.
   */
  public static ResumableBlock enterNew(JobFrame outer) {
    ResumableBlock block = new ResumableBlock(outer);
    block.frame = block.enter(outer.elements());
    return block;
  }

  /** Returns whether the current thread runs code of {@code frame} itself, not of a block in it. */
  public static boolean isIn(JobFrame frame) {
    return frame.coroutine.runsCodeOf(frame);
  }

  // Called by the thread of the frame around the block, in that frame.

  /**
   * Begins a piece. {@link #leave} must end it. The caller checks after this whether the block has
   * been ended meanwhile.
   */
  public void enter() {
    outer.coroutine.reenter(innerFrame());
  }

  /** Ends a piece. Interrupts that were meant for it reach no later code. */
  public void leave() {
    outer.coroutine.suspendFrame(innerFrame());
  }

  /**
   * As {@link #leave}, for a piece that was cancelled with the code around it. That code gets the
   * returned exception, and no interrupt.
   */
  public CancellationException leaveCancelled() {
    outer.acknowledgeCancellation();
    leave();
    return outer.tellCancellation();
  }

  /** Returns whether a piece was cancelled, by this block's Job or with the code around it. */
  public boolean isCancelRequested() {
    return innerFrame().isRequested();
  }

  /**
   * Releases what waits in this block have kept for the next wait. Called when the block has ended.
   */
  public void release() {
    innerFrame().close();
  }

  private JobFrame innerFrame() {
    return Objects.requireNonNull(frame);
  }

  // Called by any thread.

  /** Returns whether a piece is running now. Its thread may be in a block within it. */
  public boolean isEntered() {
    for (JobFrame at = outer.coroutine.currentFrame(); at != null; at = at.outer) {
      if (at == frame) {
        return true;
      }
    }
    return false;
  }

  /** Returns whether the current thread runs a piece now. */
  public boolean isEnteredByCaller() {
    return outer.coroutine.isCurrentThread() && isEntered();
  }

  /** Cancels the piece that runs now. Does not wait for its end. */
  public void interruptPiece() {
    cancel(new CancellationException("the caller no longer needs this work"));
  }

  /**
   * Ends the block and all that its pieces have left open, and waits until it has ended. If another
   * thread ends it already, only waits. No piece may be running. Returns the failure of what was
   * open, or null. Not a cancellation point.
   */
  public @Nullable Throwable end() {
    if (ending == 0 && ENDING.compareAndSet(this, 0, 1)) {
      try {
        innerFrame().leave();
      } finally {
        complete(null);
      }
    }
    awaitEnd();
    return thrown();
  }

  /** Waits until the block has ended, whatever is cancelled meanwhile. Not a cancellation point. */
  @Override
  public void awaitEnd() {
    if (!isReady()) {
      CoroutineThreads.run(coroutine -> coroutine.joinUncancellably(this));
    }
  }
}
