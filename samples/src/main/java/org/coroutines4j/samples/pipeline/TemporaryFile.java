package org.coroutines4j.samples.pipeline;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file in a folder of its own, deleted when it is closed. */
record TemporaryFile(Path path) implements AutoCloseable {
  static TemporaryFile create() throws IOException {
    return new TemporaryFile(Files.createTempDirectory("pipeline").resolve("text.txt"));
  }

  @Override
  public void close() throws IOException {
    Files.deleteIfExists(path);
    Path folder = path.getParent();
    if (folder != null) {
      Files.deleteIfExists(folder);
    }
  }
}
