package org.coroutines4j.samples.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.coroutines4j.Async.ensureActive;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongConsumer;

/**
 * Counts words as anybody would write it: one thread, characters, a map of strings. The result of
 * the pipeline is checked against it, so they share nothing, not even what a word is.
 */
final class PlainCount {
  private final Map<String, Long> counts = new HashMap<>();
  private final StringBuilder word = new StringBuilder();

  private PlainCount() {}

  /** {@code onProgress} is told how many bytes have been read. */
  static Map<String, Long> of(Path file, LongConsumer onProgress) throws IOException {
    PlainCount count = new PlainCount();
    try (SeekableByteChannel bytes = Files.newByteChannel(file);
        Reader in = new InputStreamReader(Channels.newInputStream(bytes), UTF_8)) {
      char[] buffer = new char[1 << 16];
      for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
        ensureActive();
        count.add(buffer, length);
        onProgress.accept(bytes.position());
      }
    }
    count.endWord();
    return count.counts;
  }

  private void add(char[] buffer, int length) {
    for (int i = 0; i < length; i++) {
      char c = buffer[i];
      if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c >= 128) {
        word.append(c);
      } else if (c >= 'A' && c <= 'Z') {
        word.append((char) (c - 'A' + 'a'));
      } else {
        endWord();
      }
    }
  }

  private void endWord() {
    if (!word.isEmpty()) {
      counts.merge(word.toString(), 1L, Long::sum);
      word.setLength(0);
    }
  }
}
