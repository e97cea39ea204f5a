package org.coroutines4j.benchmarks.peers;

/** Channels of Jox. */
public interface Jox {
  /** The one of this JDK. */
  static Jox get() {
    return Newer.find(Jox.class);
  }

  /** One virtual thread sends, another receives. */
  long transfer(int elements, int capacity);

  /** As many threads send as receive, all on one channel. */
  long manyToMany(int elements, int pairs, int capacity);

  /** One thread selects from as many rendezvous channels, each with a sender. */
  long select(int elements, int channels);
}
