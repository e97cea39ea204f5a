package org.coroutines4j.benchmarks.peers;

/** The workloads with channels of Jox. */
public interface Jox {
  /** Returns the implementation for this JDK. Throws on a JDK other than 25. */
  static Jox get() {
    return Newer.find(Jox.class);
  }

  /** Sends from one virtual thread to another. */
  long transfer(int elements, int capacity);

  /** Sends from {@code pairs} threads to {@code pairs} threads over one channel. */
  long manyToMany(int elements, int pairs, int capacity);

  /** Selects in one thread from {@code channels} rendezvous channels, each with a sender. */
  long select(int elements, int channels);
}
