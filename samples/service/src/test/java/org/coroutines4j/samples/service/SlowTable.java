package org.coroutines4j.samples.service;

/** What the database calls for each row that is written, so that it is known how many it can. */
public final class SlowTable {
  static final int MILLIS_A_ROW = 10;

  private SlowTable() {}

  /** Takes its time. */
  public static boolean nap() throws InterruptedException {
    Thread.sleep(MILLIS_A_ROW);
    return true;
  }
}
