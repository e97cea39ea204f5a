package org.coroutines4j.samples.fetch;

import com.google.gson.annotations.SerializedName;
import java.time.Duration;
import java.util.List;

/**
 * What was fetched. The names of the components are those of the JSON document.
 *
 * @param results of the pages that have ended, in the order in which they were asked for
 */
record Report(List<FetchResult> results, Summary summary) {
  /**
   * The sums over all pages.
   *
   * @param asked how many were asked for; more than have ended if the program was interrupted
   * @param wall the time from the first start to the last end
   * @param sumOfTimes how long it would have taken one after the other
   */
  record Summary(
      int asked,
      int ok,
      int failed,
      boolean interrupted,
      @SerializedName("wallSeconds") Duration wall,
      @SerializedName("sumOfSeconds") Duration sumOfTimes) {}

  static Report of(List<Download> downloads, Duration wall) {
    List<FetchResult> results = downloads.stream().flatMap(it -> it.result().stream()).toList();
    int ok = (int) results.stream().filter(FetchResult::isOk).count();
    return new Report(
        results,
        new Summary(
            downloads.size(),
            ok,
            results.size() - ok,
            results.size() < downloads.size(),
            wall,
            results.stream().map(FetchResult::time).reduce(Duration.ZERO, Duration::plus)));
  }

  boolean isGood() {
    return summary.ok == summary.asked;
  }
}
