package org.coroutines4j.samples.fetch;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Times as people write them. */
final class Units {
  private static final Pattern TIME = Pattern.compile("(\\d+(?:\\.\\d+)?)(ms|s|m)?");
  private static final BigDecimal MAX_NANOS = BigDecimal.valueOf(Long.MAX_VALUE);

  private Units() {}

  /**
   * Reads {@code 2}, {@code 0.5}, {@code 500ms}, {@code 2s}, {@code 1m}; without a unit, seconds.
   */
  static Duration parse(String text) {
    Matcher matcher = TIME.matcher(text);
    if (matcher.matches()) {
      Duration unit = unit(matcher.group(2));
      BigDecimal nanos =
          new BigDecimal(matcher.group(1)).multiply(BigDecimal.valueOf(unit.toNanos()));
      Duration time = Duration.ofNanos(nanos.min(MAX_NANOS).longValue());
      if (!time.isZero()) {
        return time;
      }
    }
    throw new IllegalArgumentException(
        "must be a time above zero such as 2, 0.5, 500ms, 2s or 1m, but is '" + text + "'");
  }

  private static Duration unit(@Nullable String name) {
    return "ms".equals(name)
        ? Duration.ofMillis(1)
        : "m".equals(name) ? Duration.ofMinutes(1) : Duration.ofSeconds(1);
  }

  /** Two seconds are {@code 2.000 s}, as columns need it. */
  static String fixedSeconds(Duration time) {
    return BigDecimal.valueOf(time.toNanos(), 9).setScale(3, RoundingMode.HALF_UP) + " s";
  }

  /** Two seconds are {@code 2 s}. */
  static String seconds(Duration time) {
    return BigDecimal.valueOf(time.toNanos(), 9).stripTrailingZeros().toPlainString() + " s";
  }
}
