package org.coroutines4j.samples.tail;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/** Cuts text, which comes in pieces, into lines; only whole lines are decoded. */
final class LineCutter {
  /** What is longer is cut, so that a file without lines cannot fill the memory. */
  static final int LONGEST = 1 << 20;

  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private List<String> lines = new ArrayList<>();

  void add(byte[] bytes, int length) {
    int from = 0;
    for (int i = 0; i < length; i++) {
      boolean ends = bytes[i] == '\n';
      if (ends || line.size() + i - from == LONGEST) {
        line.write(bytes, from, i - from);
        endLine();
        from = ends ? i + 1 : i;
      }
    }
    line.write(bytes, from, length - from);
  }

  /** The file ends here: what is left is a line, too. */
  void end() {
    if (line.size() > 0) {
      endLine();
    }
  }

  /** The lines that have ended since the last call. */
  List<String> takeLines() {
    List<String> taken = lines;
    lines = new ArrayList<>();
    return taken;
  }

  private void endLine() {
    String text = line.toString(UTF_8);
    lines.add(text.endsWith("\r") ? text.substring(0, text.length() - 1) : text);
    line.reset();
  }
}
