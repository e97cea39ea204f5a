package org.coroutines4j.samples.asyncio;

import static java.util.stream.Collectors.joining;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Prints values as Python does, so that the outputs can be compared line by line. */
final class Repr {
  private Repr() {}

  /** Python's {@code repr(value)}, of what the programs print: strings, lists, null. */
  static String of(@Nullable Object value) {
    if (value == null) {
      return "None";
    }
    if (value instanceof List<?> list) {
      return list.stream().map(Repr::of).collect(joining(", ", "[", "]"));
    }
    return value instanceof String ? "'" + value + "'" : value.toString();
  }
}
