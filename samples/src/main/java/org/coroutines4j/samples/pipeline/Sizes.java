package org.coroutines4j.samples.pipeline;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Numbers of bytes as people write them; a megabyte is a million. */
final class Sizes {
  static final long DEFAULT = 200_000_000;

  private static final Pattern SIZE = Pattern.compile("(\\d{1,15}(?:\\.\\d{1,9})?)\\s?([KMG]?B?)");
  private static final Map<String, Integer> ZEROS = Map.of("", 0, "K", 3, "M", 6, "G", 9);

  private Sizes() {}

  /** Reads {@code 1000}, {@code 500KB}, {@code 0.5 MB}, {@code 2g}; without a unit, bytes. */
  static long parse(String text) {
    Matcher matcher = SIZE.matcher(text.toUpperCase(Locale.ROOT));
    if (matcher.matches()) {
      String unit = matcher.group(2).replace("B", "");
      BigDecimal bytes =
          new BigDecimal(matcher.group(1)).scaleByPowerOfTen(ZEROS.getOrDefault(unit, 0));
      long size = bytes.min(BigDecimal.valueOf(Long.MAX_VALUE)).longValue();
      if (size > 0) {
        return size;
      }
    }
    throw new IllegalArgumentException(
        "must be a size above zero such as 1000, 500KB, 200MB or 2GB, but is '" + text + "'");
  }

  /** Two million bytes are {@code 2.0 MB}. */
  static String megabytes(long bytes) {
    return String.format(Locale.ROOT, "%,.1f MB", bytes / 1e6);
  }
}
