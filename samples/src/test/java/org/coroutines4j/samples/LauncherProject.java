package org.coroutines4j.samples;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A small copy of the project for the script "run", with a Maven and a Java that only tell. */
final class LauncherProject {
  private static final String MAVEN =
      """
      echo maven ran
      mkdir -p "$ROOT/runtime/target/classes" "$ROOT/dsl-java/target/classes"
      mkdir -p "$ROOT/spring-boot/starter/target/classes" "$ROOT/samples/target/classes"
      libraries=$ROOT/dsl-java/target/classes:$ROOT/runtime/target/classes
      libraries=$libraries:$ROOT/spring-boot/starter/target/classes:$ROOT/library.jar
      printf '%s' "$libraries" > "$ROOT/samples/target/run.classpath"
      """;
  private static final String JAVA =
      """
      echo "java is process $$"
      for argument; do echo "<$argument>"; done
      """;

  private final Path parent;
  private Path root;
  private @Nullable Path javaHome;

  record Result(int exitCode, long process, List<String> lines) {
    boolean builds() {
      return lines.contains("maven ran");
    }
  }

  LauncherProject(Path parent) throws IOException {
    this.parent = parent;
    root = parent.toRealPath().resolve("a project");
    for (String module : List.of("runtime", "dsl-java", "spring-boot/starter", "samples")) {
      Files.createDirectories(path(module + "/src/main"));
      Files.createFile(path(module + "/pom.xml"));
    }
    Files.createFile(path("pom.xml"));
    Files.createFile(library());
    Path packages = path("samples/src/main/java/org/coroutines4j/samples");
    Files.createDirectories(packages.resolve("hello"));
    Files.createFile(packages.resolve("hello/Main.java"));
    script("samples/run", Files.readString(Path.of("run")));
    script("bin/mvn", MAVEN);
    script("bin/java", JAVA);
  }

  Path path(String inside) {
    return root.resolve(inside);
  }

  Path library() {
    return path("library.jar");
  }

  void setJavaHome(Path home) {
    javaHome = home;
  }

  void script(String inside, String text) throws IOException {
    Path file = path(inside);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text.startsWith("#!") ? text : "#!/bin/sh\n" + text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  /** As if an hour had gone by, so that what is changed now is newer than all the rest. */
  void makeOld() throws IOException {
    Duration hour = Duration.ofHours(1);
    try (Stream<Path> all = Files.walk(root)) {
      for (Path path : all.toList()) {
        Instant changed = Files.getLastModifiedTime(path).toInstant();
        Files.setLastModifiedTime(path, FileTime.from(changed.minus(hour)));
      }
    }
  }

  void move() throws IOException {
    root = Files.move(root, parent.toRealPath().resolve("moved project"));
  }

  /** From another folder than its own. */
  Result run(String... args) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(path("samples/run").toString()));
    command.addAll(List.of(args));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.redirectErrorStream(true).directory(parent.toFile());
    builder.environment().put("ROOT", root.toString());
    builder.environment().merge("PATH", path("bin").toString(), (old, ours) -> ours + ":" + old);
    builder.environment().remove("JAVA_HOME");
    if (javaHome != null) {
      builder.environment().put("JAVA_HOME", javaHome.toString());
    }
    Process process = builder.start();
    byte[] output = process.getInputStream().readAllBytes();
    List<String> lines = new String(output, StandardCharsets.UTF_8).lines().toList();
    return new Result(process.waitFor(), process.pid(), lines);
  }
}
