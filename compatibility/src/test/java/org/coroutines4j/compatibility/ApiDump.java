package org.coroutines4j.compatibility;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;

/** Prints the public API of an artifact as text, sorted, with {@code javap}. */
final class ApiDump {
  private ApiDump() {}

  /** Returns the API of the artifact that contains {@code member}, of the packages given. */
  static String of(Class<?> member, Set<String> packages) throws IOException, URISyntaxException {
    Path artifact = Path.of(member.getProtectionDomain().getCodeSource().getLocation().toURI());
    TreeMap<String, String> types = new TreeMap<>();
    if (Files.isDirectory(artifact)) {
      addTypes(artifact, packages, types);
    } else {
      try (FileSystem jar = FileSystems.newFileSystem(artifact)) {
        addTypes(jar.getPath("/"), packages, types);
      }
    }
    return String.join("\n", types.values());
  }

  private static void addTypes(Path root, Set<String> packages, Map<String, String> types)
      throws IOException {
    for (String pack : packages) {
      Path folder = root.resolve(pack.replace('.', '/'));
      if (Files.isDirectory(folder)) {
        for (Path file : classFiles(folder)) {
          types.putAll(typesIn(javap(file)));
        }
      }
    }
  }

  private static List<Path> classFiles(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.toString().endsWith(".class"))
          .filter(file -> !file.endsWith("package-info.class"))
          .sorted()
          .toList();
    }
  }

  private static String javap(Path file) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int exitCode =
        ToolProvider.findFirst("javap")
            .orElseThrow(() -> new IllegalStateException("this JDK has no javap"))
            .run(new PrintWriter(out), new PrintWriter(err), "-protected", file.toUri().toString());
    if (exitCode != 0) {
      throw new IllegalStateException("javap failed for " + file + ": " + err);
    }
    return out.toString();
  }

  /**
   * Returns the declaration of a type with its members sorted, by the declaration; empty for a type
   * that users do not see. An abstract class that is not public counts, since users see its members
   * in its subclasses.
   */
  private static Map<String, String> typesIn(String printed) {
    TreeMap<String, String> types = new TreeMap<>();
    List<String> lines = printed.lines().filter(line -> !line.startsWith("Compiled from")).toList();
    String head = lines.get(0);
    if (head.startsWith("public ") || head.startsWith("abstract class ")) {
      List<String> members = new ArrayList<>(lines.subList(1, lines.size() - 1));
      members.removeIf(
          member ->
              member.isBlank()
                  || member.contains("access$")
                  || member.strip().equals("static {};"));
      members.sort(null);
      types.put(
          head.replaceFirst("^(public )?((abstract|final|static) )*", ""), text(head, members));
    }
    return types;
  }

  private static String text(String head, List<String> members) {
    StringBuilder text = new StringBuilder(head).append('\n');
    members.forEach(member -> text.append(member).append('\n'));
    return text.append("}\n").toString();
  }
}
