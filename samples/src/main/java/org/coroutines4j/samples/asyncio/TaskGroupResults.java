package org.coroutines4j.samples.asyncio;

import static java.time.Duration.ofMillis;
import static org.coroutines4j.Async.*;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import org.coroutines4j.Task;

/**
 * A {@code taskScope} is asyncio's {@code TaskGroup}: the block ends when all its tasks have, so
 * that their results are there after it.
 *
 * <p>asyncio tutorial 000, row 000-8 (its byte counts, 30, are wrong).
 */
final class TaskGroupResults {
  private static final List<String> URLS =
      List.of("https://api.example.com/users", "https://api.example.com/posts");

  private TaskGroupResults() {}

  static void main(PrintStream out) {
    List<Task<String>> tasks = new ArrayList<>();
    taskScope()
        .run(
            group -> {
              for (String url : URLS) {
                tasks.add(group.async(() -> fetch(url)));
              }
            });
    for (Task<String> task : tasks) {
      out.println(task.await());
    }
  }

  private static String fetch(String url) {
    delay(ofMillis(100L * url.length()));
    return url + ": " + url.length() + " bytes";
  }
}
