package org.coroutines4j.debugging;

import static java.time.Duration.ofHours;
import static java.time.Duration.ofMillis;
import static org.coroutines4j.Async.delay;
import static org.coroutines4j.Async.nonCancellable;
import static org.coroutines4j.Async.supervisorScope;

import java.util.ArrayList;
import java.util.List;
import org.coroutines4j.ServiceScope;
import org.coroutines4j.Task;

/** A program whose tasks do not end when they should. */
final class PostMortemProgram {
  private PostMortemProgram() {}

  public static void main(String[] args) {
    switch (args[0]) {
      case "stubborn" -> giveUp(1);
      case "many" -> giveUp(300);
      case "memory" -> exhaust();
      default -> throw new IllegalArgumentException(args[0]);
    }
    System.out.println("the end");
    System.out.flush();
    Runtime.getRuntime().halt(0);
  }

  private static void giveUp(int tasks) {
    ServiceScope other = ServiceScope.open("other");
    other.named("not shown").launch(() -> delay(ofHours(1)));
    ServiceScope shop = ServiceScope.open("shop");
    for (int i = 0; i < tasks; i++) {
      shop.named("stubborn").launch(() -> nonCancellable(() -> delay(ofHours(1))));
    }
    shop.closeGracefully(ofMillis(1), ofMillis(50));
  }

  private static void exhaust() {
    supervisorScope()
        .run(
            scope -> {
              scope.named("waiting").background(() -> delay(ofHours(1)));
              for (int i = 0; i < 2; i++) {
                Task<?> greedy = scope.named("greedy").async(PostMortemProgram::fill);
                greedy.awaitOutcome();
              }
            });
  }

  /** Ends only by an error, in whatever way the JVM stores the list. */
  private static int fill() {
    List<byte[]> kept = new ArrayList<>();
    while (kept.size() < Integer.MAX_VALUE) {
      kept.add(new byte[1 << 18]);
    }
    return kept.size();
  }
}
