package org.coroutines4j.samples.fetch;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The report as one JSON document for programs: UTF-8, times in seconds. */
final class JsonReport implements ReportPrinter {
  private static final Gson GSON =
      new GsonBuilder().setPrettyPrinting().serializeNulls().disableHtmlEscaping().create();

  private record Document(List<Page> results, Summary summary, @Nullable Verdict verdict) {}

  private record Page(
      String url,
      @Nullable Integer status,
      long bytes,
      double seconds,
      int attempts,
      @Nullable String error) {}

  private record Summary(
      int asked,
      int ok,
      int failed,
      boolean interrupted,
      double wallSeconds,
      double sumOfSeconds) {}

  @Override
  public void print(Report report, PrintStream out) {
    Document document =
        new Document(
            report.results().stream().map(JsonReport::page).toList(),
            new Summary(
                report.asked(),
                report.ok(),
                report.failed(),
                !report.isComplete(),
                seconds(report.wall()),
                seconds(report.sumOfTimes())),
            report.verdict());
    byte[] json = (GSON.toJson(document) + "\n").getBytes(StandardCharsets.UTF_8);
    out.write(json, 0, json.length);
    out.flush();
  }

  private static Page page(FetchResult result) {
    return new Page(
        result.url().toString(),
        result.status() == 0 ? null : result.status(),
        result.bytes(),
        seconds(result.time()),
        result.attempts(),
        result.error());
  }

  private static double seconds(Duration time) {
    return time.toNanos() / 1e9;
  }
}
