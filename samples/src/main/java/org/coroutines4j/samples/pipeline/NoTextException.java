package org.coroutines4j.samples.pipeline;

import java.io.IOException;
import java.nio.file.Path;

/** A file whose words are too long for words. */
final class NoTextException extends IOException {
  private static final long serialVersionUID = 1;

  NoTextException(Path file, int longest) {
    super(file + " is no text: there is a word of more than " + longest + " bytes");
  }
}
