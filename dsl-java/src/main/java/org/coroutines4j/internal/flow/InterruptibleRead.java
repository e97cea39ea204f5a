package org.coroutines4j.internal.flow;

import java.io.IOException;
import java.io.InputStream;
import org.coroutines4j.internal.task.AwaitOperations;

/**
 * One read of a stream that a cancellation ends. It interrupts the thread, which ends the reads of
 * pipes and of channels, and then closes the stream, which ends those of sockets on platform
 * threads.
 */
final class InterruptibleRead {
  private final InputStream in;
  private final Thread reader = Thread.currentThread();

  /** Whether the thread was interrupted. Written by the helper that ends the read. */
  private volatile boolean interrupted;

  InterruptibleRead(InputStream in) {
    this.in = in;
  }

  /** Reads as {@link InputStream#read(byte[])} does. A cancellation point. */
  int into(byte[] buffer) {
    try {
      return AwaitOperations.<Integer>blocking(() -> in.read(buffer), this::end);
    } finally {
      if (interrupted) { // the helper has ended: the flag must not reach later code
        boolean unused = Thread.interrupted();
      }
    }
  }

  private void end() throws IOException {
    interrupted = true;
    reader.interrupt();
    in.close();
  }
}
