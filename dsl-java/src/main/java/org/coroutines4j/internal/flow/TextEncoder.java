package org.coroutines4j.internal.flow;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CodingErrorAction;
import java.util.Arrays;

/**
 * Encodes text that comes in parts, as one text: a byte order mark comes once, and a surrogate pair
 * may be in two parts.
 */
final class TextEncoder {
  private final CharsetEncoder encoder;

  /** The first half of a surrogate pair; empty if there is none. */
  private String rest = "";

  TextEncoder(Charset charset) {
    encoder =
        charset
            .newEncoder()
            .onMalformedInput(CodingErrorAction.REPLACE)
            .onUnmappableCharacter(CodingErrorAction.REPLACE);
  }

  /** Returns the bytes of {@code part}, as far as its characters are complete. */
  byte[] encode(String part) {
    return encode(part, false);
  }

  /** Returns the bytes of what is left at the end. */
  byte[] end() {
    return encode("", true);
  }

  private byte[] encode(String part, boolean isLast) {
    CharBuffer in = CharBuffer.wrap(rest + part);
    int most = (int) Math.ceil(in.remaining() * (double) encoder.maxBytesPerChar());
    ByteBuffer out = ByteBuffer.allocate(most + 16); // a byte order mark, or the end of a mode
    while (encoder.encode(in, out, isLast).isOverflow()) {
      out = larger(out);
    }
    while (isLast && encoder.flush(out).isOverflow()) {
      out = larger(out);
    }
    rest = in.toString();
    return Arrays.copyOf(out.array(), out.position());
  }

  private static ByteBuffer larger(ByteBuffer full) {
    return ByteBuffer.allocate(2 * full.capacity()).put(full.flip());
  }
}
