package org.coroutines4j.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The PostgreSQL server of this JVM's tests, from the programs that Debian and Ubuntu install. It
 * is started by the first test that needs it, and stopped when the JVM ends.
 */
final class PostgresServer {
  private static final Path VERSIONS = Path.of("/usr/lib/postgresql");
  private static final String USER = "postgres"; // the server refuses to be run by root

  private static @Nullable PostgresServer started;

  private final Path programs;
  private final Path folder;
  private final boolean asRoot = System.getProperty("user.name").equals("root");
  private final int port;

  private PostgresServer(Path programs) throws IOException {
    this.programs = programs;
    this.folder = Files.createTempDirectory("coroutines4j-postgres");
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      this.port = free.getLocalPort();
    }
  }

  /** Returns the address of a database. Aborts the test if PostgreSQL cannot be started here. */
  static synchronized String url() throws InterruptedException {
    if (started == null) {
      try {
        PostgresServer server = new PostgresServer(programs());
        Runtime.getRuntime().addShutdownHook(new Thread(server::stop));
        server.start();
        started = server;
      } catch (AssertionError | IOException e) {
        return abort("PostgreSQL cannot be started here: " + e);
      }
    }
    return "jdbc:postgresql://127.0.0.1:" + started.port + "/postgres?user=sa";
  }

  private static Path programs() throws IOException {
    if (Files.isDirectory(VERSIONS)) {
      try (Stream<Path> versions = Files.list(VERSIONS)) {
        for (Path version : versions.toList()) {
          if (Files.isExecutable(version.resolve("bin/initdb"))) {
            return version.resolve("bin");
          }
        }
      }
    }
    return abort("PostgreSQL is not installed");
  }

  private void start() throws IOException, InterruptedException {
    if (asRoot) {
      Files.setOwner(
          folder,
          folder.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(USER));
    }
    String data = folder.resolve("data").toString();
    String options = "-p " + port + " -h 127.0.0.1 -k " + folder + " -c fsync=off";
    call("initdb", "-D", data, "-U", "sa", "--auth=trust", "--no-sync");
    call("pg_ctl", "-D", data, "-w", "-l", data + "/log", "-o", options, "start");
  }

  private void stop() {
    try {
      call("pg_ctl", "-D", folder.resolve("data").toString(), "-m", "immediate", "stop");
      try (Stream<Path> files = Files.walk(folder)) {
        files.sorted((a, b) -> b.compareTo(a)).map(Path::toFile).forEach(File::delete);
      }
    } catch (IOException | AssertionError e) {
      System.err.println("PostgreSQL may still run in " + folder + ": " + e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void call(String program, String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    if (asRoot) {
      command.addAll(List.of("runuser", "-u", USER, "--"));
    }
    command.add(programs.resolve(program).toString());
    command.addAll(List.of(arguments));
    File out = File.createTempFile("postgres", ".out");
    try {
      Process process =
          new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(out)
              .start();
      try {
        assertThat(process.waitFor()).as(Files.readString(out.toPath())).isZero();
      } finally {
        process.destroyForcibly();
      }
    } finally {
      Files.delete(out.toPath());
    }
  }
}
