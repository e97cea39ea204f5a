package org.coroutines4j.samples.tail;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the arguments of the command line, and tells in plain words what is wrong with one. */
final class Arguments {
  private static final int MOST_SECONDS = 1_000_000;

  private Arguments() {}

  static Path file(String text) {
    Path file;
    try {
      file = Path.of(text);
    } catch (InvalidPathException e) {
      throw new TypeConversionException("'" + text + "' is no name of a file");
    }
    require(Files.exists(file), "there is no file " + file);
    require(!Files.isDirectory(file), file + " is a folder");
    require(Files.isReadable(file), "file " + file + " may not be read");
    return file;
  }

  static final class Regex implements ITypeConverter<Pattern> {
    @Override
    public Pattern convert(String text) {
      try {
        return Pattern.compile(text);
      } catch (PatternSyntaxException e) {
        throw new TypeConversionException(
            "'" + text + "' is no regular expression: " + e.getDescription());
      }
    }
  }

  static final class Seconds implements ITypeConverter<Duration> {
    @Override
    public Duration convert(String text) {
      int seconds = text.matches("\\d{1,9}") ? Integer.parseInt(text) : 0;
      require(
          seconds >= 1 && seconds <= MOST_SECONDS,
          "must be a number of seconds from 1 to " + MOST_SECONDS + ", but is '" + text + "'");
      return Duration.ofSeconds(seconds);
    }
  }

  private static void require(boolean condition, String message) {
    if (!condition) {
      throw new TypeConversionException(message);
    }
  }
}
