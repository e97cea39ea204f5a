package org.coroutines4j.soak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.coroutines4j.Async.supervisorScope;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.coroutines4j.testkit.Leaks;
import org.coroutines4j.testkit.Timers;

/**
 * Does all kinds of work concurrently, in short rounds. After each round the books are balanced, no
 * Job, thread or timer is left, and the heap does not grow.
 */
final class Soak {
  private static final List<Work> WORK =
      List.of(
          new ChannelWork(),
          new QueueWork(),
          new PermitWork(),
          new ResourceWork(),
          new TaskWork(),
          new FlowWork());

  private static final int ROUNDS_A_SAMPLE = 200;

  private final Books books = new Books();
  private final Heap heap = new Heap();
  private final long seed;
  private int rounds;

  private Soak(long seed) {
    this.seed = seed;
  }

  /** Runs for {@code length}, and throws if anything was lost; what it has counted, for people. */
  static String run(Duration length, long seed) {
    Soak soak = new Soak(seed);
    long begin = System.nanoTime();
    while (System.nanoTime() - begin < length.toNanos()) {
      soak.round();
    }
    soak.heap.check();
    soak.books.checkThatAllWasSeen();
    return "%d rounds of seed %d: %s; %s".formatted(soak.rounds, seed, soak.books, soak.heap);
  }

  private void round() {
    Random random = new Random(seed + rounds);
    int timersOfOthers = Timers.pending();
    supervisorScope()
        .run(
            scope -> {
              for (Work work : WORK) {
                Random own = new Random(random.nextLong());
                scope.launch(() -> work.run(books, own));
              }
            });
    String name = "round " + rounds + " of seed " + seed;
    books.check(name);
    assertThat(Timers.pending()).as("%s: timers", name).isLessThanOrEqualTo(timersOfOthers);
    assertThat(Leaks.find()).as("%s: left behind", name).isEmpty();
    if (rounds++ % ROUNDS_A_SAMPLE == 0) {
      heap.sample();
    }
  }

  /** Takes the number of seconds, and a seed if the same is to happen again. */
  public static void main(String[] args) {
    long seed = args.length > 1 ? Long.parseLong(args[1]) : System.nanoTime();
    System.out.println(run(Duration.ofSeconds(Long.parseLong(args[0])), seed));
  }
}
