package org.coroutines4j.runtime.coroutine;

import org.coroutines4j.runtime.dispatch.SneakyThrow;
import org.jspecify.annotations.Nullable;

/**
 * What is called when the code of a frame has ended: it ends the iterators and helper tasks that
 * the code has left open. A part of {@link JobFrame}, so that a frame needs no further object.
 */
public abstract class FrameEndings extends CancellationInterrupt {
  /** The ending that was added last; they are called from the last to the first. */
  private @Nullable Ending lastEnding;

  /**
   * Calls {@code ending} on the coroutine's thread when the code of this frame has ended, before
   * its Job can end. Does not call it if the returned object is passed to {@link #forgetOnLeave}
   * before.
   */
  public final Ending onLeave(Runnable ending) {
    Ending added = new Ending(ending, lastEnding);
    if (lastEnding != null) {
      lastEnding.after = added;
    }
    lastEnding = added;
    return added;
  }

  /** Removes {@code ended}, which is not called then. Does nothing if it was removed already. */
  public final void forgetOnLeave(Ending ended) {
    if (ended.before != null) {
      ended.before.after = ended.after;
    }
    if (ended.after != null) {
      ended.after.before = ended.before;
    } else if (lastEnding == ended) {
      lastEnding = ended.before;
    }
    ended.before = null;
    ended.after = null;
  }

  /**
   * Calls the endings, because the code of this frame has ended. Calls all of them before it throws
   * what the first one has thrown: each asks its work to end, even on a thread that must not wait.
   */
  public final void leave() {
    Throwable thrown = null;
    for (Ending last = lastEnding; last != null; last = lastEnding) {
      forgetOnLeave(last);
      try {
        last.action.run();
      } catch (Throwable t) {
        thrown = thrown != null ? thrown : t;
      }
    }
    if (thrown != null) {
      throw SneakyThrow.sneak(thrown);
    }
  }

  /**
   * An action at the end of a frame: a node of a linked list, which is removed in constant time.
   */
  public static final class Ending {
    private final Runnable action;
    private @Nullable Ending before;
    private @Nullable Ending after;

    private Ending(Runnable action, @Nullable Ending before) {
      this.action = action;
      this.before = before;
    }
  }
}
