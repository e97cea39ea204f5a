package org.coroutines4j.compatibility;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;

/** The public API of one artifact as text: what {@code javap} prints of it, sorted. */
final class ApiDump {
  private ApiDump() {}

  /** Returns the API of the artifact that contains {@code member}, of the packages given. */
  static String of(Class<?> member, Set<String> packages) throws IOException, URISyntaxException {
    Path classes = Path.of(member.getProtectionDomain().getCodeSource().getLocation().toURI());
    TreeMap<String, String> types = new TreeMap<>();
    for (Path file : classFiles(classes)) {
      String name = classes.relativize(file).toString().replaceAll("[/\\\\]", ".");
      String pack = name.substring(0, name.lastIndexOf('.', name.length() - ".class".length() - 1));
      if (packages.contains(pack) && !name.endsWith("-info.class")) {
        types.putAll(typesIn(javap(file)));
      }
    }
    return String.join("\n", types.values());
  }

  private static List<Path> classFiles(Path classes) throws IOException {
    try (Stream<Path> files = Files.walk(classes)) {
      return files.filter(file -> file.toString().endsWith(".class")).sorted().toList();
    }
  }

  private static String javap(Path file) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int exitCode =
        ToolProvider.findFirst("javap")
            .orElseThrow(() -> new IllegalStateException("this JDK has no javap"))
            .run(new PrintWriter(out), new PrintWriter(err), "-protected", file.toString());
    if (exitCode != 0) {
      throw new IllegalStateException("javap failed for " + file + ": " + err);
    }
    return out.toString();
  }

  /** The declaration of a type that users see, with its members sorted; by the declaration. */
  private static TreeMap<String, String> typesIn(String printed) {
    TreeMap<String, String> types = new TreeMap<>();
    List<String> lines = printed.lines().filter(line -> !line.startsWith("Compiled from")).toList();
    String head = lines.get(0);
    if (head.startsWith("public ")) {
      List<String> members = new ArrayList<>(lines.subList(1, lines.size() - 1));
      members.removeIf(member -> member.isBlank() || member.strip().equals("static {};"));
      members.sort(null);
      types.put(head.replaceFirst("^public ((abstract|final|static) )*", ""), text(head, members));
    }
    return types;
  }

  private static String text(String head, List<String> members) {
    StringBuilder text = new StringBuilder(head).append('\n');
    members.forEach(member -> text.append(member).append('\n'));
    return text.append("}\n").toString();
  }
}
