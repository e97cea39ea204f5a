package org.coroutines4j.guide;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A Markdown page and its fenced blocks. */
record Page(Path path, List<Fence> fences) {
  /** A block, the comment just above it if there is one, and the heading that it stands under. */
  record Fence(int line, String language, String mark, String heading, List<String> code) {}

  /** The README and all pages below docs/. */
  static List<Page> all(Path root) throws IOException {
    List<Page> pages = new ArrayList<>();
    pages.add(read(root.resolve("README.md")));
    for (Path file : ofTheGuide(root)) {
      pages.add(read(file));
    }
    return pages;
  }

  /** Returns the files of all pages below docs/, without what npm and the build put there. */
  static List<Path> ofTheGuide(Path root) throws IOException {
    try (Stream<Path> files = Files.walk(root.resolve("docs"))) {
      return files
          .filter(file -> file.toString().endsWith(".md"))
          .filter(file -> !file.toString().matches(".*\\b(node_modules|target)\\b.*"))
          .sorted()
          .toList();
    }
  }

  static Page read(Path path) throws IOException {
    return new Page(path, fences(Files.readAllLines(path)));
  }

  static List<Fence> fences(List<String> lines) {
    List<Fence> fences = new ArrayList<>();
    String heading = "";
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      if (line.startsWith("#")) {
        heading = line;
      } else if (line.startsWith("```")) {
        int end = i + 1;
        while (!lines.get(end).equals("```")) {
          end++;
        }
        String above = i == 0 ? "" : lines.get(i - 1);
        String mark =
            above.startsWith("<!-- ") && above.endsWith(" -->")
                ? above.substring(5, above.length() - 4)
                : "";
        fences.add(
            new Fence(
                i + 1, line.substring(3), mark, heading, List.copyOf(lines.subList(i + 1, end))));
        i = end;
      }
    }
    return fences;
  }
}
