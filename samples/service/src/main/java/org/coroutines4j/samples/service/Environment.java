package org.coroutines4j.samples.service;

import java.time.Duration;
import java.util.Map;

/** Reads settings of the environment, each with a default and a range. */
final class Environment {
  private final Map<String, String> variables;

  Environment(Map<String, String> variables) {
    this.variables = variables;
  }

  String text(String name, String defaultValue) {
    String value = variables.get(name);
    return value == null || value.isBlank() ? defaultValue : value.strip();
  }

  int number(String name, int defaultValue, int least, int most) {
    String value = text(name, Integer.toString(defaultValue));
    try {
      int number = Integer.parseInt(value);
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      // told below
    }
    throw new IllegalArgumentException(
        name + " must be a number from " + least + " to " + most + ", but is '" + value + "'");
  }

  /** A time, given in milliseconds. */
  Duration millis(String name, int defaultValue) {
    return Duration.ofMillis(number(name, defaultValue, 1, 3_600_000));
  }
}
