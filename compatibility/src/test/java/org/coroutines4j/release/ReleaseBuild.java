package org.coroutines4j.release;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** A release of a copy of the sources, as docs/releasing.md tells it, up to the upload. */
final class ReleaseBuild {
  static final String VERSION = "1.2.3";

  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final Set<String> NOT_SOURCES = Set.of("target", ".git", "node_modules");

  private final Path copy;

  private ReleaseBuild(Path copy) {
    this.copy = copy;
  }

  /** Copies the sources to a new directory and builds them there; returns when all is staged. */
  static ReleaseBuild in(Path directory, SigningKey key, Map<String, String> environment)
      throws Exception {
    deleteAll(directory);
    copySources(directory);
    ReleaseBuild build = new ReleaseBuild(directory);
    build.setVersion();
    build.deploy(key, environment);
    return build;
  }

  /** The directory of the artifacts, one of each in a directory of its own. */
  Path staged() {
    return copy.resolve("bom/target/central-staging/org/coroutines4j");
  }

  private void setVersion() throws IOException {
    String snapshot = "<version>" + System.getProperty("project.version") + "</version>";
    try (Stream<Path> files = Files.walk(copy)) {
      for (Path pom : files.filter(file -> file.endsWith("pom.xml")).toList()) {
        String text = Files.readString(pom);
        Files.writeString(pom, text.replace(snapshot, "<version>" + VERSION + "</version>"));
      }
    }
  }

  /** What would be uploaded. */
  Path bundle() {
    return copy.resolve("bom/target/central-publishing/central-bundle.zip");
  }

  private void deploy(SigningKey key, Map<String, String> environment)
      throws IOException, InterruptedException {
    Path log = copy.resolve("release.log");
    List<String> command = new ArrayList<>();
    boolean windows = System.getProperty("os.name").startsWith("Windows");
    command.add(
        Path.of(System.getProperty("maven.home"), "bin", windows ? "mvn.cmd" : "mvn").toString());
    command.addAll(argumentsOfThePage());
    command.addAll(
        List.of(
            "-B",
            "-Dspotless.check.skip=true", // the sources have been checked
            "-Dmaven.repo.local=" + System.getProperty("maven.repo.local")));
    ProcessBuilder maven = new ProcessBuilder(command);
    maven.directory(copy.toFile());
    maven.environment().put("JAVA_HOME", System.getProperty("java.home"));
    maven.environment().put("MAVEN_GPG_KEY", key.armored());
    maven.environment().remove("MAVEN_GPG_PASSPHRASE"); // it would be that of the user's own key
    maven.environment().putAll(environment);
    maven.redirectErrorStream(true).redirectOutput(log.toFile());
    Process process = maven.start();
    try {
      assertThat(process.waitFor()).as(() -> endOf(log)).isZero();
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }

  /** Returns what docs/releasing.md gives to mvn. */
  private static List<String> argumentsOfThePage() throws IOException {
    List<List<String>> commands =
        Files.readString(ROOT.resolve("docs/releasing.md"))
            .lines()
            .filter(line -> line.matches("\\s+mvn .* deploy"))
            .map(line -> List.of(line.strip().split("\\s+", -1)))
            .toList();
    assertThat(commands).hasSize(1);
    assertThat(commands.get(0)).contains("-Dmaven.install.skip"); // leaves the user's repository
    return commands.get(0).subList(1, commands.get(0).size());
  }

  static String endOf(Path log) {
    try {
      List<String> lines = Files.readAllLines(log, UTF_8);
      return String.join("\n", lines.subList(Math.max(0, lines.size() - 60), lines.size()));
    } catch (IOException e) {
      return e.toString();
    }
  }

  static void copySources(Path directory) throws IOException {
    Files.walkFileTree(
        ROOT,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path from, BasicFileAttributes attributes)
              throws IOException {
            if (NOT_SOURCES.contains(String.valueOf(from.getFileName()))) {
              return FileVisitResult.SKIP_SUBTREE;
            }
            Files.createDirectories(directory.resolve(ROOT.relativize(from)));
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path from, BasicFileAttributes attributes)
              throws IOException {
            Path to = directory.resolve(ROOT.relativize(from));
            Files.copy(from, to, StandardCopyOption.COPY_ATTRIBUTES);
            return FileVisitResult.CONTINUE;
          }
        });
  }

  static void deleteAll(Path directory) throws IOException {
    if (!Files.exists(directory)) {
      return;
    }
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
