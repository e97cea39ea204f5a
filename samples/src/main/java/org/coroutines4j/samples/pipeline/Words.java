package org.coroutines4j.samples.pipeline;

import java.nio.charset.StandardCharsets;

/**
 * What a word is: a run of letters and digits, and of all characters that are not ASCII. Of ASCII
 * letters, the case does not count. So a word can be found, and told from others, in UTF-8 bytes.
 */
final class Words {
  /** For each byte: what it is as part of a word, 0 if it is between words. */
  private static final byte[] FOLDED = new byte[256];

  static {
    for (int b = 0; b < FOLDED.length; b++) {
      boolean part = b >= 128 || Character.isLetterOrDigit(b);
      FOLDED[b] = part ? (byte) (b < 128 ? Character.toLowerCase(b) : b) : 0;
    }
  }

  private Words() {}

  static byte folded(byte b) {
    return FOLDED[b & 0xff];
  }

  static boolean isPart(byte b) {
    return folded(b) != 0;
  }

  static String text(byte[] bytes, int from, int to) {
    return new String(bytes, from, to - from, StandardCharsets.UTF_8);
  }
}
