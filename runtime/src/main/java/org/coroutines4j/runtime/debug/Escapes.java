package org.coroutines4j.runtime.debug;

/**
 * Texts of users, such as the name of a task or the message of an exception, in a line of a log, a
 * dump or a message. A line break in one would forge a line; half of a surrogate pair cannot be
 * written in UTF-8.
 */
public final class Escapes {
  private static final char LINE_SEPARATOR = '\u2028';
  private static final char PARAGRAPH_SEPARATOR = '\u2029';

  private Escapes() {}

  /**
   * Returns {@code text} with each line break, other control character and lone surrogate as in
   * Java source: {@code \n}, {@code \u001b}. The same object if there is none.
   */
  public static String inLine(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (isToEscape(text, i)) {
        return escaped(text, i);
      }
    }
    return text;
  }

  /** As {@link #inLine}, in quotation marks, as messages have names. */
  public static String quoted(String name) {
    return "'" + inLine(name) + "'";
  }

  /** Whether the character at {@code i} must not be seen as it is. */
  public static boolean isToEscape(String text, int i) {
    char c = text.charAt(i);
    return c < ' '
        || (c >= '\u007f' && c <= '\u009f') // DEL, and a second set of controls
        || c == LINE_SEPARATOR
        || c == PARAGRAPH_SEPARATOR
        || (Character.isSurrogate(c) && isAlone(text, i));
  }

  private static boolean isAlone(String text, int i) {
    char c = text.charAt(i);
    return Character.isHighSurrogate(c)
        ? i + 1 == text.length() || !Character.isLowSurrogate(text.charAt(i + 1))
        : i == 0 || !Character.isHighSurrogate(text.charAt(i - 1));
  }

  /** Appends {@code c} as the escape that Java and JSON have for any character. */
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
