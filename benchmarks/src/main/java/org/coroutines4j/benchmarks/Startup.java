package org.coroutines4j.benchmarks;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.coroutines4j.benchmarks.process.HelloFromCoroutines;
import org.coroutines4j.benchmarks.process.HelloFromJava;

/** Measures whole processes that print one line, from jars, as users run them. */
final class Startup {
  static final String EXPLANATION =
      """
      A whole process that prints one line, in milliseconds: the median of the processes of each program, started in turns.
      *Archive* means that the JVM maps classes from an archive, as [the guide](../docs/startup.md) shows.

      """;

  static final String PLAIN = "plain Java";
  private static final String OURS = "coroutines4j";
  private static final String KOTLIN = "kotlinx, runBlocking";
  private static final String ARCHIVED = ", archive";
  private static final String KOTLIN_MAIN = "org.coroutines4j.benchmarks.process.HelloFromKotlin";

  private Startup() {}

  /**
   * The start-up of one program on one JDK.
   *
   * @param jdk the version of the JDK
   * @param millis the median of the times of the processes
   * @param least the shortest of these times
   * @param classes how many classes the JVM loaded, from archives or elsewhere
   */
  record Started(String jdk, String program, double millis, double least, int classes) {
    @Override
    public String toString() {
      return String.format(
          Locale.ROOT,
          "JDK %s: %s: median %.1f ms, least %.1f ms, %d classes",
          jdk,
          program,
          millis,
          least,
          classes);
    }
  }

  private record Program(String name, List<String> command) {}

  static Path thisJdk() {
    return Path.of(System.getProperty("java.home"));
  }

  /** Returns the time of the plain Java program on the JDK of {@code one}. */
  static double plain(List<Started> all, Started one) {
    return all.stream()
        .filter(each -> each.jdk().equals(one.jdk()) && each.program().equals(PLAIN))
        .mapToDouble(Started::millis)
        .findFirst()
        .orElse(Double.NaN);
  }

  /** Measures on each JDK, and writes the results to {@code file}. */
  static List<Started> measure(List<Path> jdks, int processes, Path file) throws IOException {
    List<Started> all = new ArrayList<>();
    for (Path jdk : jdks) {
      all.addAll(measure(jdk, processes));
    }
    String about = Machine.describe() + "; " + processes + " processes of each program";
    Tsv.write(file, List.of(about), Started.class, all);
    return all;
  }

  static List<Started> measure(Path jdk, int processes) throws IOException {
    Path folder = Files.createTempDirectory("startup");
    try {
      String java = ChildJvm.java(jdk);
      String version = ChildJvm.run(List.of(java, "--version")).lines().get(0);
      List<Program> programs = programs(java, version, folder);
      double[][] millis = new double[programs.size()][processes];
      for (int round = 0; round < processes; round++) {
        for (int i = 0; i < programs.size(); i++) {
          millis[i][round] = ChildJvm.run(programs.get(i).command()).seconds() * 1000;
        }
      }
      List<Started> started = new ArrayList<>();
      for (int i = 0; i < programs.size(); i++) {
        started.add(
            new Started(
                version,
                programs.get(i).name(),
                Processes.median(millis[i]),
                Arrays.stream(millis[i]).min().orElseThrow(),
                classes(programs.get(i).command())));
      }
      return started;
    } finally {
      delete(folder);
    }
  }

  private static List<Program> programs(String java, String version, Path folder)
      throws IOException {
    String path = jars(folder);
    List<String> ours = List.of("-cp", path, HelloFromCoroutines.class.getName());
    List<Program> programs = new ArrayList<>();
    programs.add(
        new Program(PLAIN, command(java, List.of("-cp", path, HelloFromJava.class.getName()))));
    programs.add(new Program(OURS, command(java, ours)));
    programs.add(new Program(KOTLIN, command(java, List.of("-cp", path, KOTLIN_MAIN))));
    Archive archive = Archive.of(version, folder.resolve("hello.archive"));
    ChildJvm.Ended unused = ChildJvm.run(command(java, archive.write(), ours));
    programs.add(new Program(OURS + ARCHIVED, command(java, archive.use(), ours)));
    return programs;
  }

  /**
   * The options that write an archive of classes, and those that use it. The JVM must use it, or
   * fail; without the second option it would silently start without the archive.
   */
  private record Archive(List<String> write, List<String> use) {
    static Archive of(String version, Path file) {
      return version.matches("\\S+ (1\\d|2[0-4])\\b.*")
          ? new Archive(
              List.of("-XX:ArchiveClassesAtExit=" + file, "-Xlog:cds=off", "-Xlog:cds+dynamic=off"),
              List.of("-XX:SharedArchiveFile=" + file, "-Xshare:on"))
          : new Archive(
              List.of("-XX:AOTCacheOutput=" + file, "-Xlog:aot=off"),
              List.of("-XX:AOTCache=" + file, "-XX:AOTMode=on"));
    }
  }

  /** Returns the options that a user needs to write an archive, and to use it. */
  static List<String> archiveOptions(String version, String file) {
    Archive archive = Archive.of(version, Path.of(file));
    return List.of(archive.write().get(0), archive.use().get(0));
  }

  private static List<String> command(String java, List<?>... parts) {
    return Stream.concat(
            Stream.of(java), Arrays.stream(parts).flatMap(List::stream).map(Object::toString))
        .toList();
  }

  private static int classes(List<String> command) {
    List<String> logged = new ArrayList<>(command);
    logged.add(1, "-Xlog:class+load");
    return (int)
        ChildJvm.run(logged).lines().stream().filter(line -> line.contains(" source: ")).count();
  }

  /**
   * Returns the class path that a user has: the jars of this library, of kotlinx.coroutines and of
   * Kotlin. Folders of classes become jars in {@code folder}, as archives need jars.
   */
  private static String jars(Path folder) throws IOException {
    List<String> jars = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      Path path = Path.of(entry);
      if (entry.isEmpty()) {
        continue; // the current folder, which has no classes
      }
      if (Files.isDirectory(path)) {
        Path jar = folder.resolve(jars.size() + ".jar");
        ToolProvider tool = ToolProvider.findFirst("jar").orElseThrow();
        int status =
            tool.run(
                System.out, System.err, "--create", "--file", jar.toString(), "-C", entry, ".");
        if (status != 0) {
          throw new IOException("jar cannot pack " + entry + ", see above");
        }
        jars.add(jar.toString());
      } else if (path.getFileName()
          .toString()
          .matches("(coroutines4j|kotlinx-coroutines-core|kotlin-stdlib).*")) {
        jars.add(entry);
      }
    }
    return String.join(File.pathSeparator, jars);
  }

  private static void delete(Path folder) throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.walk(folder)) {
      files = all.sorted(Comparator.reverseOrder()).collect(Collectors.toList());
    }
    for (Path file : files) {
      Files.delete(file);
    }
  }
}
