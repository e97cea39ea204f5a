package org.coroutines4j.samples.etl;

import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A file that stands for a database. Each fifth attempt to write fails, before it writes. */
final class FlakyStore {
  private final Path file;
  private int attempts;

  FlakyStore(Path file) {
    this.file = file;
  }

  /** Writes all of {@code lines}, or none. For one task at a time. */
  void write(List<String> lines) throws IOException {
    attempts++;
    if (attempts % 5 == 0) {
      throw new IOException("the store is busy");
    }
    Files.write(file, lines, CREATE, APPEND);
  }
}
