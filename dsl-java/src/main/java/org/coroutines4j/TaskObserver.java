package org.coroutines4j;

/**
 * Receives the start and the end of tasks. {@link Diagnostics#observe} adds an observer.
 *
 * <p>Tasks of all scopes of this JVM are observed, those of {@code async}, {@code launch} and
 * {@code background} and those that {@code gather}, {@code race} and {@code mapConcurrent} start.
 * Parts of a task, such as the code of a {@code withContext} or a timeout, are not.
 *
 * <p>An observer gets one call of {@link #ended} for each call of {@link #started}, and one for
 * each task that ends without having run its code. It gets neither for a task whose code was
 * already running when the observer was added.
 *
 * <p>The workers of {@code mapConcurrent} are tasks whose names tell what they do at the moment,
 * and each of them is one task, however many elements it processes.
 *
 * <p>The methods are called concurrently, by the threads that start and end tasks. They should
 * return quickly and must not wait: a task starts late, and its scope ends late, by the time that
 * they take. An exception that they throw is logged as a warning, and does not affect the task.
 */
public interface TaskObserver {
  /**
   * Observes that a task is about to run its code. Called on the thread of the task, inside its
   * context elements. The default implementation does nothing.
   */
  default void started(TaskInfo task) {}

  /**
   * Observes that the code of a task has returned or thrown an exception. Called on the same thread
   * and inside the same context elements as {@link #started}. Undo here what {@code started} has
   * changed on the thread: other tasks may run on it later. Called once for each task for which
   * {@code started} was called, even if that threw an exception, and even if the observer has been
   * removed meanwhile. If there are several observers, the last one is called first. The default
   * implementation does nothing.
   *
   * @param task equal to the argument of {@link #started}
   */
  default void returned(TaskInfo task) {}

  /**
   * Observes that a task has ended and its outcome is decided. Its scope does not end before this
   * method has returned, so the calls are complete when a block has ended. Code that awaits the
   * task may continue earlier, and so may a Kotlin scope that the task was started in. The thread
   * is that of the task, or one that has cancelled the task. The default implementation does
   * nothing.
   *
   * @param task equal to the argument of {@link #started}, if that was called
   */
  default void ended(TaskInfo task, TaskEnd end) {}

  /** Removes an observer when it is closed. */
  interface Registration extends AutoCloseable {
    /**
     * Removes the observer. A call that another thread has begun may still return later. Does
     * nothing if the observer has been removed. Never waits.
     */
    @Override
    void close();
  }
}
