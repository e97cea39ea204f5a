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
              try (InputStream in = open.call()) {
                for (byte[] chunk = read(in, chunkSize);
                    chunk.length > 0;
                    chunk = read(in, chunkSize)) {
                  out.emit(chunk);
                }
              }
            }));
  }

  /** Returns the next chunk, which is empty at the end. */
  private static byte[] read(InputStream in, int chunkSize) {
    byte[] buffer = new byte[chunkSize];
    int length = new InterruptibleRead(in).into(buffer);
    return length == chunkSize ? buffer : Arrays.copyOf(buffer, Math.max(0, length));
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
