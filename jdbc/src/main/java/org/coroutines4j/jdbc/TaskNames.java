package org.coroutines4j.jdbc;

/** Escapes names of tasks, so that none of them can forge a line of the log. */
final class TaskNames {
  private TaskNames() {}

  /** Returns {@code name} with control characters escaped. */
  static String inLine(String name) {
    StringBuilder line = new StringBuilder();
    name.codePoints()
        .forEach(
            c -> {
              int type = Character.getType(c);
              boolean isControl =
                  Character.isISOControl(c)
                      || type == Character.LINE_SEPARATOR
                      || type == Character.PARAGRAPH_SEPARATOR
                      || type == Character.FORMAT;
              if (isControl) {
                line.append(String.format("\\u%04x", c));
              } else {
                line.appendCodePoint(c);
              }
            });
    return line.toString();
  }
}
