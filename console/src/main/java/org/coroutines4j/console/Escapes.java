package org.coroutines4j.console;

/** Makes texts of the program that is looked into harmless in a terminal. */
final class Escapes {
  private Escapes() {}

  /** Returns {@code text} with each control character as an escape of Java source. */
  static String inTerminal(String text) {
    StringBuilder escaped = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            c -> {
              int type = Character.getType(c);
              if (type == Character.CONTROL
                  || type == Character.FORMAT // such as a change of the writing direction
                  || type == Character.LINE_SEPARATOR
                  || type == Character.PARAGRAPH_SEPARATOR
                  || type == Character.SURROGATE) {
                escaped.append(String.format("\\u%04x", c));
              } else {
                escaped.appendCodePoint(c);
              }
            });
    return escaped.toString();
  }
}
