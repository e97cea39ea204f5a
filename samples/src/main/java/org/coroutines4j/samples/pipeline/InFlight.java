package org.coroutines4j.samples.pipeline;

import java.util.concurrent.atomic.AtomicLong;

/** How many bytes of the text have been read and are not in the result yet. */
final class InFlight {
  private final AtomicLong bytes = new AtomicLong();
  private volatile long most; // written by the reader only

  void read(int length) {
    long now = bytes.addAndGet(length);
    if (now > most) {
      most = now;
    }
  }

  void done(int length) {
    bytes.addAndGet(-length);
  }

  long now() {
    return bytes.get();
  }

  long most() {
    return most;
  }
}
