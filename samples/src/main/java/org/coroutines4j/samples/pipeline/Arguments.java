package org.coroutines4j.samples.pipeline;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the arguments of the command line, and tells in plain words what is wrong with one. */
final class Arguments {
  private Arguments() {}

  /** Of a parser that throws {@link IllegalArgumentException}. */
  private abstract static class Argument<T> implements ITypeConverter<T> {
    abstract T parse(String text);

    @Override
    public T convert(String text) {
      try {
        return parse(text);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(e.getMessage());
      }
    }
  }

  static final class InputFile extends Argument<Path> {
    @Override
    Path parse(String text) {
      Path file = path(text);
      require(Files.exists(file), "there is no file " + file);
      require(!Files.isDirectory(file), file + " is a folder");
      require(Files.isReadable(file), "file " + file + " may not be read");
      return file;
    }
  }

  static final class OutputFile extends Argument<Path> {
    @Override
    Path parse(String text) {
      Path file = path(text);
      require(!Files.isDirectory(file), file + " is a folder");
      Path folder = file.toAbsolutePath().getParent();
      require(folder != null && Files.isDirectory(folder), "there is no folder " + folder);
      require(Files.isWritable(Files.exists(file) ? file : folder), file + " may not be written");
      return file;
    }
  }

  static final class Size extends Argument<Long> {
    @Override
    Long parse(String text) {
      return Sizes.parse(text);
    }
  }

  static final class Workers extends Argument<Integer> {
    @Override
    Integer parse(String text) {
      return number(text, 1, 1_000);
    }
  }

  static final class Top extends Argument<Integer> {
    @Override
    Integer parse(String text) {
      return number(text, 0, 1_000_000);
    }
  }

  /** Whether both are one file, which need not exist. */
  static boolean isSame(Path one, Path other) {
    try {
      return Files.exists(other) && Files.isSameFile(one, other);
    } catch (IOException e) {
      return false;
    }
  }

  private static Path path(String text) {
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw new IllegalArgumentException("'" + text + "' is no name of a file", e);
    }
  }

  private static void require(boolean condition, String message) {
    if (!condition) {
      throw new IllegalArgumentException(message);
    }
  }

  private static int number(String text, int min, int max) {
    if (text.matches("[+-]?\\d{1,9}")) {
      int number = Integer.parseInt(text);
      if (number >= min && number <= max) {
        return number;
      }
    }
    throw new IllegalArgumentException(
        "must be a number from " + min + " to " + max + ", but is '" + text + "'");
  }
}
