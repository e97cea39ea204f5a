package org.coroutines4j.samples.fetch;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The URLs of a file. */
record UrlList(List<URI> urls) {

  /** One URL a line; empty lines and those that begin with {@code #} do not count. */
  static UrlList read(Path file) {
    List<String> lines = lines(file);
    List<URI> urls = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      if (!line.isEmpty() && !line.startsWith("#")) {
        try {
          urls.add(UrlParser.parse(line));
        } catch (IllegalArgumentException e) {
          throw new IllegalArgumentException(file + ", line " + (i + 1) + ": " + e.getMessage(), e);
        }
      }
    }
    if (urls.isEmpty()) {
      throw new IllegalArgumentException("no URL in file " + file);
    }
    return new UrlList(urls);
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (NoSuchFileException e) {
      throw new IllegalArgumentException("there is no file " + file, e);
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException("file " + file + " is not text in UTF-8", e);
    } catch (IOException e) {
      throw new IllegalArgumentException("cannot read file " + file + ": " + e.getMessage(), e);
    }
  }
}
