package org.coroutines4j.internal.flow;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;

/** Decodes text in chunks, and keeps the bytes of a character whose end is in a later chunk. */
final class TextDecoder {
  private final CharsetDecoder decoder;

  /** The first bytes of an incomplete character. */
  private byte[] rest = {};

  TextDecoder(Charset charset) {
    decoder =
        charset
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPLACE)
            .onUnmappableCharacter(CodingErrorAction.REPLACE);
  }

  /** Returns the text that is complete with {@code chunk}. */
  String decode(byte[] chunk) {
    return decode(chunk, false);
  }

  /** Returns the text of the bytes that are left at the end. */
  String end() {
    return decode(new byte[0], true);
  }

  private String decode(byte[] chunk, boolean isLast) {
    ByteBuffer in = ByteBuffer.allocate(rest.length + chunk.length).put(rest).put(chunk).flip();
    CharBuffer out =
        CharBuffer.allocate(
            (int) Math.ceil(in.remaining() * (double) decoder.maxCharsPerByte()) + 2);
    StringBuilder text = new StringBuilder();
    while (decoder.decode(in, out, isLast).isOverflow()) {
      drain(out, text);
    }
    if (isLast) {
      while (flush(out).isOverflow()) {
        drain(out, text);
      }
    }
    drain(out, text);
    rest = new byte[in.remaining()];
    in.get(rest);
    return text.toString();
  }

  private CoderResult flush(CharBuffer out) {
    return decoder.flush(out);
  }

  private static void drain(CharBuffer out, StringBuilder text) {
    text.append(out.flip());
    out.clear();
  }
}
