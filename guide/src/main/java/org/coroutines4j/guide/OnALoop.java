package org.coroutines4j.guide;

// region imports
import static java.time.Duration.ofMillis;
import static org.coroutines4j.Async.delay;
import static org.coroutines4j.Async.taskScope;

import java.util.HashMap;
import java.util.Map;
import org.coroutines4j.Dispatchers;

// endregion

/** Tasks that share what is not thread-safe. */
public final class OnALoop {
  private OnALoop() {}

  /** Runs the program. */
  public static void main(String[] args) {
    // region loop
    Map<String, Integer> visits = new HashMap<>();
    taskScope()
        .on(Dispatchers.eventLoop())
        .run(
            scope -> {
              for (int i = 0; i < 1_000; i++) {
                String page = i % 2 == 0 ? "home" : "help";
                scope.launch(
                    () -> {
                      visits.merge(page, 1, Integer::sum);
                      delay(ofMillis(1)); // other tasks run meanwhile
                      visits.merge(page, 1, Integer::sum);
                    });
              }
            });
    System.out.println(visits);
    // endregion
  }
}
