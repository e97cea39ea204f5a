package org.coroutines4j.samples.fetch;

import java.nio.file.Path;
import java.time.Duration;
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

  static final class UrlFile extends Argument<UrlList> {
    @Override
    UrlList parse(String text) {
      return UrlList.read(Path.of(text));
    }
  }

  static final class Time extends Argument<Duration> {
    @Override
    Duration parse(String text) {
      return Units.parse(text);
    }
  }

  static final class Concurrency extends Argument<Integer> {
    @Override
    Integer parse(String text) {
      return number(text, 1, 100_000);
    }
  }

  static final class Retries extends Argument<Integer> {
    @Override
    Integer parse(String text) {
      return number(text, 0, 1_000);
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
