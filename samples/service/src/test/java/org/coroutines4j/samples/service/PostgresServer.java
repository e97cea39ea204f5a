package org.coroutines4j.samples.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A PostgreSQL server of the test's own, from the programs that Debian and Ubuntu install. */
final class PostgresServer {
  private static final Path VERSIONS = Path.of("/usr/lib/postgresql");
  private static final String USER = "postgres"; // the server refuses to be run by root

  private final Path programs;
  private final Path folder;
  private final boolean asRoot = System.getProperty("user.name").equals("root");
  private final String port;

  private PostgresServer(Path programs, Path folder) throws IOException {
    this.programs = programs;
    this.folder = folder;
    this.port = Integer.toString(Running.freePort());
  }

  /** Aborts the test, and says why, if there is no PostgreSQL that can be started here. */
  static PostgresServer start(Path folder) throws IOException, InterruptedException {
    PostgresServer server = new PostgresServer(programs(), folder);
    try {
      server.start();
      return server;
    } catch (AssertionError | IOException e) {
      return abort("PostgreSQL cannot be started here: " + e);
    }
  }

  private void start() throws IOException, InterruptedException {
    if (asRoot) {
      UserPrincipal user =
          folder.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(USER);
      Files.setOwner(folder, user);
    }
    String data = folder.resolve("data").toString();
    String options = "-p " + port + " -h 127.0.0.1 -k " + folder;
    call("initdb", "-D", data, "-U", "sa", "--auth=trust", "--no-sync");
    try {
      call("pg_ctl", "-D", data, "-w", "-l", data + "/log", "-o", options, "start");
    } catch (Throwable e) { // it may start all the same
      stop();
      throw e;
    }
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
    return abort("ORDERS_TEST_POSTGRES_URL is not set, and there is no PostgreSQL to start");
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

  String url() {
    return "jdbc:postgresql://127.0.0.1:" + port + "/postgres";
  }

  void stop() throws IOException, InterruptedException {
    call("pg_ctl", "-D", folder.resolve("data").toString(), "-m", "immediate", "stop");
  }
}
