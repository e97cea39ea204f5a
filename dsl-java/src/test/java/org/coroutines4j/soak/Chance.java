package org.coroutines4j.soak;

import static java.time.Duration.ofNanos;
import static org.coroutines4j.Async.delay;
import static org.coroutines4j.Async.yieldNow;

import java.time.Duration;
import java.util.Random;
import org.coroutines4j.Dispatcher;
import org.coroutines4j.Dispatchers;
import org.coroutines4j.Task;
import org.coroutines4j.testkit.Pause;

/** Random choices that a seed determines. */
final class Chance {
  private Chance() {}

  static Dispatcher dispatcher(Random random) {
    return switch (random.nextInt(5)) {
      case 0 -> Dispatchers.cpu();
      case 1 -> Dispatchers.io();
      case 2 -> Dispatchers.eventLoop();
      case 3 -> Dispatchers.virtual().limitedParallelism(1 + random.nextInt(3));
      default -> Dispatchers.virtual();
    };
  }

  /** At most a fifth of a millisecond. */
  static Duration moment(Random random) {
    return ofNanos(1 + random.nextInt(200_000));
  }

  static void pause(Random random) {
    switch (random.nextInt(3)) {
      case 0 -> yieldNow();
      case 1 -> delay(moment(random));
      default -> Pause.of(random.nextInt(1_000));
    }
  }

  /** Cancels {@code task} after a moment, or lets it be. */
  static void disturb(Task<?> task, Random random) {
    if (random.nextInt(3) > 0) {
      pause(random);
      task.cancel();
    }
  }
}
