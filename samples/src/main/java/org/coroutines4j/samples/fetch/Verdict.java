package org.coroutines4j.samples.fetch;

import java.util.ArrayList;
import java.util.List;
import org.coroutines4j.samples.fetch.server.DemoPage;

/**
 * Whether every built-in page ended as its server meant it.
 *
 * @param pages how many there are
 * @param differences a line for each that did not
 */
record Verdict(int pages, List<String> differences) {

  /** Compares page by page; both in the same order. */
  static Verdict of(List<DemoPage> pages, List<FetchResult> results) {
    List<String> differences = new ArrayList<>();
    for (int i = 0; i < pages.size(); i++) {
      DemoPage page = pages.get(i);
      FetchResult result = results.get(i);
      if (!page.meant().allows(result.status(), result.bytes(), result.error())) {
        differences.add(
            page.path() + " was meant to be " + page.meant() + ", and is " + outcome(result));
      }
    }
    return new Verdict(pages.size(), differences);
  }

  private static String outcome(FetchResult result) {
    String error = result.error() == null ? "" : ", " + result.error();
    return "status " + result.status() + ", " + result.bytes() + " bytes" + error;
  }

  boolean isGood() {
    return differences.isEmpty();
  }
}
