package org.coroutines4j.internal.flow;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.Flow.Publisher;
import org.coroutines4j.flow.AsyncFlow;
import org.coroutines4j.flow.ByteFlow;
import org.coroutines4j.flow.Emitter;
import org.coroutines4j.internal.util.Preconditions;

/** The sources of flows of bytes. */
public final class ByteSources {
  private ByteSources() {}

  public static ByteFlow fromInputStream(Callable<? extends InputStream> open, int chunkSize) {
    Objects.requireNonNull(open, "open");
    Preconditions.atLeast(1, chunkSize, "chunkSize");
    return ByteFlowImpl.of(
        AsyncFlow.generate(
            out -> {
              try (InputStream in = Objects.requireNonNull(open.call(), "open returned null")) {
                emitAll(in, chunkSize, out);
              }
            }));
  }

  private static void emitAll(InputStream in, int chunkSize, Emitter<byte[]> out) {
    byte[] buffer = new byte[chunkSize];
    for (int length = read(in, buffer); length >= 0; length = read(in, buffer)) {
      if (length == chunkSize) {
        out.emit(buffer); // the collector's from here on
        buffer = new byte[chunkSize];
      } else if (length > 0) {
        out.emit(Arrays.copyOf(buffer, length));
      }
    }
  }

  private static int read(InputStream in, byte[] buffer) {
    return new InterruptibleRead(in).into(buffer);
  }

  public static ByteFlow fromPath(Path file, int chunkSize) {
    Objects.requireNonNull(file, "file");
    return fromInputStream(() -> open(file), chunkSize);
  }

  private static InputStream open(Path file) throws IOException {
    return Files.newInputStream(file);
  }

  public static ByteFlow fromBody(Publisher<? extends List<? extends ByteBuffer>> body) {
    Objects.requireNonNull(body, "body");
    AsyncFlow<byte[]> chunks =
        AsyncFlow.<List<? extends ByteBuffer>>fromPublisher(body)
            .transform(
                (buffers, out) -> {
                  for (ByteBuffer buffer : buffers) {
                    if (buffer.hasRemaining()) {
                      byte[] chunk = new byte[buffer.remaining()];
                      buffer.get(chunk);
                      out.emit(chunk);
                    }
                  }
                });
    return ByteFlowImpl.of(chunks);
  }
}
