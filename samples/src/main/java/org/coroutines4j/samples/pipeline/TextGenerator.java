package org.coroutines4j.samples.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.coroutines4j.Async.ensureActive;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.function.LongConsumer;

/** Writes a text in which, as in natural ones, few words are frequent and many are rare. */
final class TextGenerator {
  private static final int WORDS = 30_000;
  private static final String[] SYLLABLES = {
    "ka", "lo", "mi", "tur", "ne", "sa", "vor", "zi", "pe", "ran", "du", "glo", "ö", "ñe", "šu", "я"
  };
  private static final String[] ENDS = {" ", " ", " ", " ", " ", " ", ", ", ". ", "\n", "\r\n"};

  private final SplittableRandom random = new SplittableRandom(1); // the same text each time
  private final byte[][] words = new byte[WORDS][];
  private final byte[][] ends = new byte[ENDS.length][];

  TextGenerator() {
    for (int i = 0; i < WORDS; i++) {
      words[i] = word(i).getBytes(UTF_8);
    }
    for (int i = 0; i < ENDS.length; i++) {
      ends[i] = ENDS[i].getBytes(UTF_8);
    }
  }

  /** Different for each number, and longer for greater ones. */
  private static String word(int number) {
    StringBuilder word = new StringBuilder();
    int rest = number;
    do {
      word.append(SYLLABLES[rest % SYLLABLES.length]);
      rest = rest / SYLLABLES.length - 1;
    } while (rest >= 0);
    if (number % 7 == 0) {
      word.setCharAt(0, Character.toUpperCase(word.charAt(0)));
    }
    return word.toString();
  }

  /** Writes exactly {@code size} bytes. */
  void write(Path file, long size, LongConsumer onProgress) throws IOException {
    byte[] buffer = new byte[1 << 18];
    try (OutputStream out = Files.newOutputStream(file)) {
      long written = 0;
      while (written < size) {
        ensureActive();
        int length = fill(buffer);
        if (length > size - written) {
          length = (int) (size - written);
          blotOutPartOfWord(buffer, length);
        }
        out.write(buffer, 0, length);
        written += length;
        onProgress.accept(written);
      }
    }
  }

  /** So that the text does not end in the middle of a character. */
  private static void blotOutPartOfWord(byte[] buffer, int length) {
    for (int i = length - 1; i >= 0 && Words.isPart(buffer[i]); i--) {
      buffer[i] = '.';
    }
  }

  private int fill(byte[] buffer) {
    int length = 0;
    while (true) {
      long bits = random.nextLong();
      double fraction = (bits >>> 11) * 0x1p-53;
      byte[] word = words[(int) (fraction * fraction * fraction * WORDS)];
      byte[] end = ends[((int) (bits & 0x7ff) * ends.length) >> 11];
      if (length + word.length + end.length > buffer.length) {
        return length;
      }
      System.arraycopy(word, 0, buffer, length, word.length);
      length += word.length;
      System.arraycopy(end, 0, buffer, length, end.length);
      length += end.length;
    }
  }
}
