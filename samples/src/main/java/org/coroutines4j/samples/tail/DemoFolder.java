package org.coroutines4j.samples.tail;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** A temporary folder, deleted with the files in it when it is closed. */
record DemoFolder(Path path) implements AutoCloseable {
  static DemoFolder create() throws IOException {
    return new DemoFolder(Files.createTempDirectory("tail"));
  }

  @Override
  public void close() throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(path)) {
      for (Path file : files) {
        Files.delete(file);
      }
    }
    Files.delete(path);
  }
}
