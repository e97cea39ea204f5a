package org.coroutines4j.samples.service;

import java.util.List;

/** What the database calls for each row that is written, so that it is known how many it can. */
public final class SlowTable {
  /** The variable with the milliseconds for a row; 10 if there is none. */
  static final String MILLIS = "SLOW_TABLE_MILLIS";

  private static final long MILLIS_A_ROW =
      Long.parseLong(System.getenv().getOrDefault(MILLIS, "10"));

  /** To make the table of orders such a one. */
  static final List<String> SQL =
      List.of(
          "CREATE ALIAS nap FOR '" + SlowTable.class.getName() + ".nap'",
          "ALTER TABLE orders ADD CONSTRAINT slow CHECK (nap())");

  private SlowTable() {}

  /** Takes its time. */
  public static boolean nap() throws InterruptedException {
    Thread.sleep(MILLIS_A_ROW);
    return true;
  }
}
