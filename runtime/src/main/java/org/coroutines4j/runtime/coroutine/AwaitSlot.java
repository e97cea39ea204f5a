package org.coroutines4j.runtime.coroutine;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import kotlin.coroutines.CoroutineContext;
import kotlinx.coroutines.Job;
import org.coroutines4j.runtime.dispatch.ScopeDispatcher;
import org.jspecify.annotations.Nullable;

/**
 * Where kotlinx leaves what the thread of a coroutine is to run while it awaits. A part of {@link
 * CoroutineThread}, so that a coroutine needs no further object.
 */
abstract sealed class AwaitSlot extends FrameStack permits DirectWaits {
  /*
   * The slot.
   *
   * slot      meaning                                            moved on by
   * null      the coroutine does not wait                        an await that begins, to its frame
   * a frame   it waits in an await of that frame                 a dispatch for the frame's Job, to its block, which
   *                                                              then wakes the thread; the end of the await
   * a block   the thread is to run that block                    the thread, back to the frame, and runs the block;
   *                                                              the end of the await, which hands the block on
   *
   * A dispatch that finds anything but its frame is for another coroutine, or comes when nothing waits: it goes
   * to the threads of the scope. A resumption that comes before the thread has parked is found in the slot. So
   * no block runs twice, and none is lost.
   */
  private static final VarHandle SLOT;

  static {
    try {
      SLOT = MethodHandles.lookup().findVarHandle(AwaitSlot.class, "slot", Object.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private volatile @Nullable Object slot;

  /** The frame of the innermost await, which the slot then holds; of the thread only. */
  private @Nullable JobFrame awaiting;

  AwaitSlot(ScopeDispatcher dispatcher, @Nullable FrameStack caller) {
    super(dispatcher, caller);
  }

  /**
   * Returns whether the thread runs what the innermost frame awaits, and no frame within that.
   * There may be an inline block of Kotlin then, of which the frame does not know.
   */
  final boolean isInAwait() {
    JobFrame frame = awaiting;
    return frame != null && frame == currentFrame() && !isCalledBack(frame);
  }

  /**
   * Returns whether the current thread runs Java code of {@code frame} itself: no frame within it,
   * no code of Kotlin that it awaits, and no other coroutine on top.
   */
  final boolean runsCodeOf(JobFrame frame) {
    return CoroutineThreads.current() == this && currentFrame() == frame && !isInAwait();
  }

  // By the thread.

  /** Begins an await of {@code frame}; for null, a wait that runs no dispatched block. */
  final @Nullable JobFrame beginAwait(@Nullable JobFrame frame) {
    JobFrame enclosing = awaiting;
    awaiting = frame;
    changeSlot(enclosing, frame);
    return enclosing;
  }

  final void endAwait(@Nullable JobFrame frame, @Nullable JobFrame enclosing) {
    awaiting = enclosing;
    changeSlot(frame, enclosing);
  }

  /**
   * Moves the slot from {@code before} to {@code after}. The threads of the scope run a block that
   * was dispatched for {@code before}: its await is over, or its Kotlin code has called Java code
   * that waits too, maybe for that very block.
   */
  private void changeSlot(@Nullable JobFrame before, @Nullable JobFrame after) {
    if (before == null) {
      SLOT.setRelease(this, after); // no dispatch changes an empty slot
    } else if (SLOT.getAndSet(this, after) instanceof Runnable block) {
      dispatcher().dispatch(before.context, block);
    }
  }

  /** Takes the block that the thread is to run for an await of {@code frame}; null for none. */
  final @Nullable Runnable takeBlock(JobFrame frame) {
    Object block = slot;
    if (block == frame) {
      return null;
    }
    SLOT.setRelease(this, frame); // before it runs: the next dispatch may come while it runs
    return (Runnable) block;
  }

  /**
   * Lets the threads of the scope run the blocks of this await. Returns false if there is one for
   * the thread already.
   */
  final boolean refuseBlocks(JobFrame frame) {
    return SLOT.compareAndSet(this, frame, null);
  }

  /**
   * Leaves the innermost await, if there is one, for a wait within it: the threads of the scope run
   * what is dispatched meanwhile.
   */
  final @Nullable JobFrame leaveAwait() {
    JobFrame enclosing = awaiting;
    if (enclosing != null) {
      awaiting = null;
      changeSlot(enclosing, null);
    }
    return enclosing;
  }

  final void resumeAwait(@Nullable JobFrame enclosing) {
    if (enclosing != null) {
      awaiting = enclosing;
      changeSlot(null, enclosing);
    }
  }

  // Dispatching: by any thread.

  @Override
  public final void dispatch(CoroutineContext context, Runnable block) {
    if (slot instanceof JobFrame frame
        && (context == frame.context || CoroutineContexts.isPartOf(context.get(Job.Key), frame))
        && SLOT.compareAndSet(this, frame, block)) {
      wake();
    } else {
      dispatcher().dispatch(context, block);
    }
  }

  final boolean hasWork(JobFrame frame) {
    return slot != frame;
  }
}
