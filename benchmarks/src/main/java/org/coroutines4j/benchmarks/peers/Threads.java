package org.coroutines4j.benchmarks.peers;

/** Virtual threads with {@code java.util.concurrent}. */
public interface Threads {
  /** The one of this JDK. */
  static Threads get() {
    return Newer.find(Threads.class);
  }

  /** Submits, gets and adds up. */
  long spawn(int tasks);

  /** One thread puts, this one takes: a SynchronousQueue below capacity 1. */
  long transfer(int elements, int capacity);

  /** As many threads put as take, all on one queue. */
  long manyToMany(int elements, int pairs, int capacity);

  /** Threads that each add under one ReentrantLock, a fair one as the peers have. */
  long mutex(int threads, int additions);

  /** Threads that each pass a fair Semaphore. */
  long semaphore(int permits, int threads, int passes);

  /** Starts threads that sleep. */
  Sleeping sleepers(int threads);

  /** Interrupts all of them, and waits until they have ended. */
  interface Sleeping {
    void cancel();
  }
}
