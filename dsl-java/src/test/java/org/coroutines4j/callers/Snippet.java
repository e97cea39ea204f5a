package org.coroutines4j.callers;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A piece of a caller's code: {@code //// id | kind | lowest JDK | title}, then the code. */
record Snippet(String id, String kind, int release, String title, String code)
    implements Comparable<Snippet> {
  private static final Pattern START = Pattern.compile("(?m)^(?=//// )");
  private static final Pattern HEAD =
      Pattern.compile("//// (\\w+) \\| ([\\w:]+) \\| (\\d+) \\| (.+)");

  private static final String IMPORTS =
      """
      import static java.time.Duration.*;
      import static org.coroutines4j.Async.*;
      import static snip.H.*;
      import java.io.*;
      import java.nio.file.*;
      import java.time.*;
      import java.util.*;
      import java.util.concurrent.*;
      import java.util.function.*;
      import java.util.stream.*;
      import org.coroutines4j.*;
      import org.coroutines4j.channels.*;
      import org.coroutines4j.flow.*;
      import org.coroutines4j.function.*;
      import org.coroutines4j.sync.*;
      import snip.*;
      """;

  /** All snippets of a file. */
  static List<Snippet> parse(String file) {
    List<Snippet> snippets = new ArrayList<>();
    for (String part : START.split(file, 0)) {
      int end = part.indexOf('\n');
      Matcher head = HEAD.matcher(part.substring(0, end));
      if (!head.matches()) {
        throw new IllegalArgumentException("no head of a snippet: " + part);
      }
      snippets.add(
          new Snippet(
              head.group(1),
              head.group(2),
              Integer.parseInt(head.group(3)),
              head.group(4),
              part.substring(end + 1)));
    }
    return snippets;
  }

  /** The class that the file of {@link #source} declares. */
  String className() {
    return kind.startsWith("F:") ? kind.substring(2) : "Snippet" + id;
  }

  /** A whole source file around the code. */
  String source() {
    if (kind.startsWith("F:")) {
      return code;
    }
    String imports = lines(true);
    String body = lines(false);
    return IMPORTS
        + imports
        + switch (kind) {
          case "S" -> inClass("void snippet(TaskScope scope) {\n" + body + "}\n");
          case "T" -> inClass("void snippet(TaskScope scope) throws Exception {\n" + body + "}\n");
          case "M" -> inClass(body);
          case "C" -> body;
          default -> throw new IllegalArgumentException("unknown kind " + kind + " of " + id);
        };
  }

  private String inClass(String members) {
    return "class " + className() + " {\n" + members + "}\n";
  }

  private String lines(boolean imports) {
    return code.lines()
        .filter(line -> line.startsWith("import ") == imports)
        .map(line -> line + "\n")
        .collect(Collectors.joining());
  }

  @Override
  public int compareTo(Snippet other) {
    return id.compareTo(other.id);
  }

  @Override
  public String toString() {
    return id + " " + title;
  }
}
