package org.coroutines4j.samples.etl;

/** A record: what a sensor has measured. */
record Reading(int number, double celsius) {
  /** Parses a line such as {@code 17;21.5}. */
  static Reading parse(String line) {
    String[] fields = line.split(";", -1);
    return new Reading(Integer.parseInt(fields[0]), Double.parseDouble(fields[1]));
  }

  String toLine() {
    return number + ";" + Math.round(celsius * 18 + 320) / 10.0; // in Fahrenheit
  }
}
