package org.coroutines4j.benchmarks.peers;

/** The workloads with virtual threads and {@code java.util.concurrent}. */
public interface Threads {
  /** Returns the implementation for this JDK. Throws on a JDK other than 25. */
  static Threads get() {
    return Newer.find(Threads.class);
  }

  /** Submits {@code tasks} tasks, gets their values and adds them up. */
  long spawn(int tasks);

  /** Passes elements from another thread to this one; a SynchronousQueue if capacity is below 1. */
  long transfer(int elements, int capacity);

  /** Passes elements from {@code pairs} threads to {@code pairs} threads over one queue. */
  long manyToMany(int elements, int pairs, int capacity);

  /**
   * Adds in several threads under one ReentrantLock, which is fair as the locks of the peers are.
   */
  long mutex(int threads, int additions);

  /** Acquires and releases a fair Semaphore in several threads. */
  long semaphore(int permits, int threads, int passes);

  /** Starts threads that sleep, and returns when all have started. */
  Sleeping sleepers(int threads);

  /** Sleeping threads, tasks or coroutines. */
  interface Sleeping {
    /** Cancels or interrupts all of them, and waits until they have ended. */
    void cancel();
  }
}
