package org.coroutines4j.internal.flow;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import org.coroutines4j.flow.AsyncFlow;
import org.coroutines4j.flow.AsyncIterator;
import org.coroutines4j.internal.failure.Exceptions;
import org.coroutines4j.internal.task.AwaitOperations;
import org.coroutines4j.internal.util.Preconditions;
import org.coroutines4j.runtime.coroutine.CoroutineThreads;
import org.jspecify.annotations.Nullable;

/** Where flows of bytes go. */
public final class ByteSinks {
  private ByteSinks() {}

  public static void writeTo(AsyncFlow<byte[]> chunks, OutputStream out) {
    Objects.requireNonNull(out, "out");
    chunks.collect(out::write);
    CoroutineThreads.run(
        body ->
            AwaitOperations.<@Nullable Object>blocking(
                body,
                () -> {
                  out.flush();
                  return null;
                }));
  }

  public static void writeTo(AsyncFlow<byte[]> chunks, Path file, OpenOption... options) {
    Objects.requireNonNull(file, "file");
    OpenOption[] checked = Preconditions.nonNull(options, "options").toArray(OpenOption[]::new);
    CoroutineThreads.requireMayWait(); // before the file is truncated
    CoroutineThreads.run(
        body -> {
          body.checkpoint();
          try (OutputStream out = Files.newOutputStream(file, checked)) {
            writeTo(chunks, out);
          } catch (Throwable t) {
            throw Exceptions.throwUnchecked(body.frame().translateFailure(t));
          }
        });
  }

  public static InputStream toInputStream(AsyncFlow<byte[]> chunks) {
    return new PulledStream(chunks.iterator());
  }

  /** A stream that pulls a chunk when the one before has been read. */
  private static final class PulledStream extends InputStream {
    private final AsyncIterator<byte[]> chunks;
    private byte[] chunk = {};
    private int next;
    private boolean closed;

    /** The failure of the flow, after which there are no more bytes. */
    private @Nullable Throwable failure;

    PulledStream(AsyncIterator<byte[]> chunks) {
      this.chunks = chunks;
    }

    @Override
    public int read() throws IOException {
      return isAtEnd() ? -1 : Byte.toUnsignedInt(chunk[next++]);
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      Objects.checkFromIndexSize(offset, length, target.length);
      if (length == 0) {
        return 0;
      }
      if (isAtEnd()) {
        return -1;
      }
      int count = Math.min(length, chunk.length - next);
      System.arraycopy(chunk, next, target, offset, count);
      next += count;
      return count;
    }

    /** Pulls the next chunk if there are no bytes left. Returns whether there is none. */
    private boolean isAtEnd() throws IOException {
      if (closed) {
        throw new IOException("the stream is closed");
      }
      if (failure != null) {
        throw new IOException("the stream has failed before", failure);
      }
      if (next == chunk.length) {
        CoroutineThreads.requireMayWait(); // refused here, it is no failure of the flow
      }
      try {
        while (next == chunk.length) {
          if (!chunks.hasNext()) {
            return true;
          }
          chunk = chunks.next();
          next = 0;
        }
        return false;
      } catch (CancellationException e) { // the reader's own: the flow can still be read
        throw e;
      } catch (UncheckedIOException e) {
        failure = e.getCause();
        throw e.getCause();
      } catch (RuntimeException | Error e) {
        failure = e;
        throw e;
      }
    }

    @Override
    public int available() {
      return chunk.length - next;
    }

    @Override
    public void close() throws IOException {
      closed = true;
      try {
        chunks.close();
      } catch (UncheckedIOException e) {
        throw e.getCause();
      }
    }
  }
}
