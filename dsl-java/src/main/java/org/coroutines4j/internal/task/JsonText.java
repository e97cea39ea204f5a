package org.coroutines4j.internal.task;

import org.coroutines4j.runtime.debug.TextEscapes;

/** Writes strings of JSON. */
final class JsonText {
  private JsonText() {}

  /**
   * Appends {@code text} in quotes. Escapes control characters and lone surrogates, so that the
   * result is one line and can be encoded in UTF-8.
   */
  static void quote(String text, StringBuilder to) {
    to.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        to.append('\\').append(c);
      } else if (TextEscapes.isToEscape(text, i)) {
        TextEscapes.appendUnicode(to, c);
      } else {
        to.append(c);
      }
    }
    to.append('"');
  }
}
