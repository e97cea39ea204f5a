package org.coroutines4j.guide;

// region first-program
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.coroutines4j.Async.delay;
import static org.coroutines4j.Async.gather;
import static org.coroutines4j.Async.mapConcurrent;
import static org.coroutines4j.Async.race;
import static org.coroutines4j.Async.run;
import static org.coroutines4j.Async.withTimeout;

import java.time.Duration;
import java.util.List;
import org.coroutines4j.Task;
import org.coroutines4j.TimeoutExceededException;

public final class FirstProgram {
  static String fetch(String name, Duration takes) { // a plain Java method: no colour, no wrapper
    delay(takes); // waits without holding a carrier thread
    return name + " done";
  }

  public static void main(String[] args) {
    run(
        scope -> {
          Task<String> a = scope.async(() -> fetch("A", ofMillis(200)));
          Task<String> b = scope.async(() -> fetch("B", ofMillis(100)));
          System.out.println(a.await() + ", " + b.await()); // after 200 ms, not 300

          System.out.println(
              gather(() -> fetch("x", ofMillis(30)), () -> fetch("y", ofMillis(20))));
          System.out.println(mapConcurrent(List.of(1, 2, 3, 4), 2, n -> n * n)); // two at once
          System.out.println(
              race(() -> fetch("slow mirror", ofSeconds(9)), () -> fetch("mirror", ofMillis(5))));
          try {
            withTimeout(ofMillis(50), () -> fetch("never", ofSeconds(9))); // the work is stopped
          } catch (TimeoutExceededException e) {
            System.out.println(e.getMessage());
          }
        });
  }
}
// endregion
