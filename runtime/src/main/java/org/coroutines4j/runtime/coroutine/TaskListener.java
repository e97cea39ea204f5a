package org.coroutines4j.runtime.coroutine;

import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/** Receives the events of one task, and decides what they mean in the API. */
public interface TaskListener {
  /**
   * Returns the failure of an active task whose code threw {@code foreign}, not its own
   * cancellation.
   */
  default Throwable failureOf(CancellationException foreign) {
    return foreign;
  }

  /**
   * Returns the cancellation that {@code thrown} by the task's code means, even if the task is
   * active; null if {@code thrown} has no such meaning.
   */
  default @Nullable CancellationException cancellationBy(Throwable thrown) {
    return null;
  }

  /** Returns the name of the task in dumps and messages. */
  default String label() {
    return "part of a task";
  }

  /** Returns the name of the task without a word for its kind. */
  default String name() {
    return label();
  }

  /** Returns the id of the task in dumps; 0 for a part of a task. */
  default long id() {
    return 0;
  }

  /** Returns the name of the scope of a task that users see; empty if the scope has none. */
  default String scopeName() {
    return "";
  }

  /** Returns whether this is a task that users see, and not a part of a task. */
  default boolean isTask() {
    return false;
  }

  /**
   * Returns whether the code of the task consists of parts, each of which applies the context
   * elements itself by {@link TaskCoroutine#callPart}.
   */
  default boolean hasParts() {
    return false;
  }

  /**
   * Returns whether this is a daemon task, cancelled when all ordinary tasks of its scope have
   * ended.
   */
  default boolean isDaemon() {
    return false;
  }

  /** Called when the task has ended cancelled, before its waiters are told. */
  default void cancelled(CancellationException cancellation) {}

  /**
   * Returns whether a failure does not propagate from the task's Job to the parent, because {@link
   * #failed} reports it to the parent.
   */
  default boolean keepsFailure() {
    return false;
  }

  /** Called when the task has failed, before its waiters are told. */
  default void failed(Throwable failure) {}

  /**
   * Called when the parent, which is no scope of this library, leaves the failure to the task.
   * Returns whether the failure was handled.
   */
  default boolean failedAlone(Throwable failure) {
    return false;
  }

  /**
   * Called when the task is complete and its waiters have been told, before its scope can end. Must
   * not throw.
   */
  default void ended() {}

  /** Called by a Kotlin coroutine that begins to await the task, and will handle a failure. */
  default void addWaiter() {}

  /**
   * Called by a Kotlin coroutine that no longer awaits the task. It has handled a failure only if
   * it called {@link #failureSeen} before.
   */
  default void removeWaiter() {}

  /** Called by a Kotlin coroutine that has received the failure. */
  default void failureSeen() {}
}
