package org.coroutines4j.samples.fetch;

import com.google.gson.annotations.SerializedName;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import org.coroutines4j.samples.terminal.Units;
import org.jspecify.annotations.Nullable;

/**
 * How one page ended.
 *
 * @param status of the last answer, null if there was none
 * @param bytes of the last body, as far as it came
 * @param time of all attempts and the waits between
 * @param error what went wrong, null if nothing did
 */
record FetchResult(
    URI url,
    @Nullable Integer status,
    long bytes,
    @SerializedName("seconds") Duration time,
    int attempts,
    @Nullable String error) {

  boolean isOk() {
    return error == null;
  }

  /** Returns the result in one line. */
  String summary() {
    return String.format(
        Locale.ROOT,
        "%s %s, %,d bytes in %s",
        url,
        error == null ? "ok" : "FAILED: " + error,
        bytes,
        Units.fixedSeconds(time));
  }
}
