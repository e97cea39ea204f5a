package org.coroutines4j.internal.flow;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Splits text that comes in parts into lines, as {@link java.io.BufferedReader} does. */
final class LineSplitter {
  /** The begin of a line whose end has not come yet. */
  private final StringBuilder line = new StringBuilder();

  /** Whether the last character was a carriage return: a line feed after it ends no line. */
  private boolean afterReturn;

  /** Passes the lines that are complete with {@code part} to {@code lines}. */
  void split(String part, Consumer<String> lines) {
    int begin = 0;
    for (int i = 0; i < part.length(); i++) {
      char c = part.charAt(i);
      if (c == '\n' && afterReturn) {
        begin = i + 1;
      } else if (c == '\n' || c == '\r') {
        String complete = line.append(part, begin, i).toString();
        line.setLength(0);
        begin = i + 1;
        afterReturn = c == '\r';
        lines.accept(complete);
        continue;
      }
      afterReturn = false;
    }
    line.append(part, begin, part.length());
  }

  /** Returns the last line, or null if the text has ended with a line end. */
  @Nullable String end() {
    return line.length() == 0 ? null : line.toString();
  }
}
