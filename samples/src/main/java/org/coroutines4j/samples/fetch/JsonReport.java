package org.coroutines4j.samples.fetch;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonPrimitive;
import com.google.gson.JsonSerializer;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Prints a report as one JSON document: UTF-8, times in seconds. */
final class JsonReport {
  private static final JsonSerializer<Duration> SECONDS =
      (time, type, context) -> new JsonPrimitive(time.toNanos() / 1e9);
  private static final Gson GSON =
      new GsonBuilder()
          .registerTypeAdapter(Duration.class, SECONDS)
          .setPrettyPrinting()
          .serializeNulls()
          .disableHtmlEscaping()
          .create();

  private JsonReport() {}

  static void print(Report report, PrintStream out) {
    byte[] json = (GSON.toJson(report) + "\n").getBytes(StandardCharsets.UTF_8);
    out.write(json, 0, json.length);
    out.flush();
  }
}
