package org.coroutines4j.samples.tail;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;

/**
 * A file that is read while it grows. It stays the same file when it is renamed or deleted.
 *
 * @param path what it was called when it was opened
 * @param channel where it is read from
 * @param key what tells it from another file of that name; the same for all where there are no keys
 */
record OpenFile(Path path, SeekableByteChannel channel, Object key) implements Closeable {
  static OpenFile open(Path path) throws IOException {
    while (true) {
      Object key = keyOf(path);
      SeekableByteChannel channel = Files.newByteChannel(path);
      try {
        if (keyOf(path).equals(key)) {
          return new OpenFile(path, channel, key);
        }
      } catch (NoSuchFileException e) {
        // renamed just now
      } catch (IOException e) {
        channel.close();
        throw e;
      }
      channel.close();
    }
  }

  private static Object keyOf(Path path) throws IOException {
    return Objects.requireNonNullElse(
        Files.readAttributes(path, BasicFileAttributes.class).fileKey(), "none");
  }

  /** Whether its name is that of another file now. */
  boolean isReplaced() throws IOException {
    try {
      return !keyOf(path).equals(key);
    } catch (NoSuchFileException e) {
      return false; // not yet
    }
  }

  boolean isTruncated() throws IOException {
    return size() < channel.position();
  }

  long size() throws IOException {
    return channel.size();
  }

  void moveTo(long position) throws IOException {
    var unused = channel.position(position);
  }

  /** Reads, up to the size that it has now, what has been appended. */
  boolean read(ByteBuffer buffer, long size) throws IOException {
    long left = Math.max(0, size - channel.position());
    buffer.clear().limit((int) Math.min(buffer.capacity(), left));
    return buffer.hasRemaining() && channel.read(buffer) > 0;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
