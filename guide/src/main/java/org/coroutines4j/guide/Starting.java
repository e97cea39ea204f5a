package org.coroutines4j.guide;

// region program
import static java.time.Duration.ofMillis;
import static org.coroutines4j.Async.delay;
import static org.coroutines4j.Async.run;

import org.coroutines4j.Task;

public final class Starting {
  public static void main(String[] args) {
    run(
        scope -> {
          Task<String> page = scope.async(() -> load("page", 200)); // starts immediately
          Task<String> ads = scope.async(() -> load("ads", 100)); // runs concurrently with page
          System.out.println("loading");
          System.out.println(page.await() + " and " + ads.await()); // waits for both values
        });
    System.out.println("all tasks have ended");
  }

  static String load(String name, int millis) {
    delay(ofMillis(millis)); // stands for a call that takes this long
    return name;
  }
}
// endregion
