package org.coroutines4j.guide;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The parts of the sources between {@code // region name} and {@code // endregion}. */
final class Region {
  private static final List<String> SOURCES =
      List.of(
          "guide/src/main/java",
          "guide/src/main/java25",
          "guide/src/main/kotlin",
          "guide/src/test/java",
          "consumers/projects/start",
          "consumers/projects/mixed",
          "samples/mixed/src",
          "samples/service/src/main/java",
          "samples/spring/src/main/java",
          "spring-boot/tests-4/src/test/java");

  private static final Pattern PLACEHOLDER = Pattern.compile("@([\\w.-]+version)@");

  private Region() {}

  /** Returns all regions by {@code path#name}, without the indentation that all lines share. */
  static Map<String, List<String>> all(Path root) throws IOException {
    Map<String, List<String>> regions = new TreeMap<>();
    for (String sources : SOURCES) {
      try (Stream<Path> files = Files.walk(root.resolve(sources))) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          String path = root.relativize(file).toString().replace('\\', '/');
          read(withVersions(Files.readAllLines(file), root))
              .forEach((name, lines) -> regions.put(path + "#" + name, lines));
        }
      }
    }
    return regions;
  }

  /** Puts the versions of the parent POM where a POM of the consumers names its properties. */
  private static List<String> withVersions(List<String> lines, Path root) throws IOException {
    String pom = Files.readString(root.resolve("pom.xml"));
    return lines.stream()
        .map(line -> PLACEHOLDER.matcher(line).replaceAll(name -> version(name.group(1), pom)))
        .toList();
  }

  private static String version(String property, String pom) {
    String tag =
        property.equals("project.version")
            ? "<version>"
            : "<" + property.replace("consumer.", "") + ">";
    int start = pom.indexOf(tag) + tag.length();
    return pom.substring(start, pom.indexOf('<', start));
  }

  private static Map<String, List<String>> read(List<String> lines) {
    Map<String, List<String>> regions = new TreeMap<>();
    String name = null;
    List<String> region = new ArrayList<>();
    for (String line : lines) {
      String text = line.strip().replaceFirst("^<!-- (region .+|endregion) -->$", "// $1");
      if (text.startsWith("// region ")) {
        name = text.substring("// region ".length());
        region = new ArrayList<>();
      } else if (text.equals("// endregion")) {
        if (name == null || regions.put(name, withoutSharedIndent(region)) != null) {
          throw new IllegalStateException("region opened twice or never: " + name);
        }
        name = null;
      } else if (name != null) {
        region.add(line);
      }
    }
    if (name != null) {
      throw new IllegalStateException("region never closed: " + name);
    }
    return regions;
  }

  /** The formatter wants a blank line above the end of a region between members. */
  private static List<String> withoutSharedIndent(List<String> region) {
    List<String> lines = region;
    while (!lines.isEmpty() && lines.get(lines.size() - 1).isBlank()) {
      lines = lines.subList(0, lines.size() - 1);
    }
    int shared =
        lines.stream()
            .filter(line -> !line.isBlank())
            .mapToInt(line -> line.length() - line.stripLeading().length())
            .min()
            .orElse(0);
    return lines.stream().map(line -> line.isBlank() ? "" : line.substring(shared)).toList();
  }
}
