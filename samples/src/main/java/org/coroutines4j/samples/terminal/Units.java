package org.coroutines4j.samples.terminal;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Locale;

/** Formats times and numbers of bytes; a megabyte is a million bytes. */
public final class Units {
  private Units() {}

  /** Returns two seconds as {@code 2.000 s}, for columns. */
  public static String fixedSeconds(Duration time) {
    return BigDecimal.valueOf(time.toNanos(), 9).setScale(3, RoundingMode.HALF_UP) + " s";
  }

  /** Returns two seconds as {@code 2 s}. */
  public static String seconds(Duration time) {
    return BigDecimal.valueOf(time.toNanos(), 9).stripTrailingZeros().toPlainString() + " s";
  }

  /** Returns two million bytes as {@code 2.0 MB}. */
  public static String megabytes(long bytes) {
    return String.format(Locale.ROOT, "%,.1f MB", bytes / 1e6);
  }
}
