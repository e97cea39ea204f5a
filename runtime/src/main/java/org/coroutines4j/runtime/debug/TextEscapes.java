package org.coroutines4j.runtime.debug;

/**
 * Escapes texts from user code, such as task names and exception messages, for a line of a log, a
 * dump or a message. An unescaped line break would forge a line, and a character that changes the
 * direction of writing would show the rest of a line in another order. A lone surrogate cannot be
 * written in UTF-8.
 */
public final class TextEscapes {
  private static final char LINE_SEPARATOR = '\u2028';
  private static final char PARAGRAPH_SEPARATOR = '\u2029';

  private TextEscapes() {}

  /**
   * Returns {@code text} with each line break, other control character, change of the direction of
   * writing and lone surrogate escaped as in Java source, for example {@code \n} or {@code \u001b}.
   * Returns the same object if there is nothing to escape.
   */
  public static String inLine(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (isToEscape(text, i)) {
        return escaped(text, i);
      }
    }
    return text;
  }

  /**
   * Returns {@link #inLine} of {@code name} in the single quotes that messages put around names.
   */
  public static String quoted(String name) {
    return "'" + inLine(name) + "'";
  }

  /** Returns whether the character at index {@code i} must be escaped. */
  public static boolean isToEscape(String text, int i) {
    char c = text.charAt(i);
    return c < ' '
        || (c >= '\u007f' && c <= '\u009f') // DEL and the C1 control characters
        || isDirection(c)
        || c == LINE_SEPARATOR
        || c == PARAGRAPH_SEPARATOR
        || (Character.isSurrogate(c) && isAlone(text, i));
  }

  /** Returns whether {@code c} changes the direction of writing. */
  private static boolean isDirection(char c) {
    return c == '\u061c'
        || c == '\u200e'
        || c == '\u200f'
        || (c >= '\u202a' && c <= '\u202e')
        || (c >= '\u2066' && c <= '\u2069');
  }

  private static boolean isAlone(String text, int i) {
    char c = text.charAt(i);
    return Character.isHighSurrogate(c)
        ? i + 1 == text.length() || !Character.isLowSurrogate(text.charAt(i + 1))
        : i == 0 || !Character.isHighSurrogate(text.charAt(i - 1));
  }

  /** Appends {@code c} as the Unicode escape of Java and JSON. */
  public static void appendUnicode(StringBuilder to, char c) {
    to.append(String.format("\\u%04x", (int) c));
  }

  private static String escaped(String text, int from) {
    StringBuilder escaped = new StringBuilder(text.length() + 8).append(text, 0, from);
    for (int i = from; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!isToEscape(text, i)) {
        escaped.append(c);
      } else {
        switch (c) {
          case '\n' -> escaped.append("\\n");
          case '\r' -> escaped.append("\\r");
          case '\t' -> escaped.append("\\t");
          default -> appendUnicode(escaped, c);
        }
      }
    }
    return escaped.toString();
  }
}
