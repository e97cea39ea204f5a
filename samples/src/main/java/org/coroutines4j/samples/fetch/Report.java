package org.coroutines4j.samples.fetch;

import java.time.Duration;
import java.util.List;
import org.coroutines4j.samples.fetch.server.DemoPage;
import org.jspecify.annotations.Nullable;

/**
 * What was done, of how many, in which time.
 *
 * @param results of the pages that have ended, in the order in which they were asked for
 * @param asked how many were asked for; more than there are results if the program was interrupted
 * @param wall the time from the first start to the last end
 * @param verdict on the built-in pages, if these were fetched
 */
record Report(List<FetchResult> results, int asked, Duration wall, @Nullable Verdict verdict) {

  static Report of(List<Download> downloads, long startedNanos) {
    return new Report(
        downloads.stream().flatMap(it -> it.result().stream()).toList(),
        downloads.size(),
        Duration.ofNanos(System.nanoTime() - startedNanos),
        null);
  }

  /** With the verdict, if all {@code pages} have ended. */
  Report judgedBy(List<DemoPage> pages) {
    return isComplete() ? new Report(results, asked, wall, Verdict.of(pages, results)) : this;
  }

  boolean isComplete() {
    return results.size() == asked;
  }

  int ok() {
    return (int) results.stream().filter(FetchResult::isOk).count();
  }

  int failed() {
    return results.size() - ok();
  }

  /** How long it would have taken one after the other. */
  Duration sumOfTimes() {
    return results.stream().map(FetchResult::time).reduce(Duration.ZERO, Duration::plus);
  }

  int exitCode() {
    boolean good = verdict != null ? verdict.isGood() : isComplete() && failed() == 0;
    return good ? 0 : 1;
  }
}
