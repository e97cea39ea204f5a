package org.coroutines4j.testing;

import static java.time.Duration.ofMillis;
import static org.coroutines4j.Async.delay;
import static org.coroutines4j.Async.yieldNow;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;
import org.coroutines4j.Async;
import org.coroutines4j.Task;
import org.jspecify.annotations.Nullable;

/**
 * Tasks that do at random what tasks do, and write down when they did it. What a task chooses
 * depends only on the seed and its number; that its trace is the same again shows that all the
 * others were, too, where they were the time before.
 */
final class RandomProgram {
  private static final int TASKS = 30;
  private static final int STEPS = 5;

  private final long seed;
  private final TestScope test;

  /** A plain list: only the task that holds the permit runs. */
  private final List<String> trace;

  private final List<Task<?>> tasks = new ArrayList<>();
  private final RandomWaits waits = new RandomWaits(this);
  private final RandomFlows flows = new RandomFlows(this);
  private final RandomScopes scopes = new RandomScopes(this);

  private RandomProgram(long seed, TestScope test, List<String> trace) {
    this.seed = seed;
    this.test = test;
    this.trace = trace;
  }

  /**
   * Returns the trace of the program of {@code seed}; {@code order} seeds the order in which tasks
   * run.
   */
  static List<String> trace(long seed, @Nullable Long order) {
    List<String> trace = new ArrayList<>();
    TestAction body = test -> new RandomProgram(seed, test, trace).run();
    if (order == null) {
      VirtualTime.runTest(body);
    } else {
      VirtualTime.runTest(order, body);
    }
    return trace;
  }

  private void run() {
    Async.taskScope()
        .run(
            scope -> {
              for (int i = 0; i < TASKS; i++) {
                int number = i;
                tasks.add(scope.named("task" + i).launch(() -> task(number)));
              }
              delay(Duration.ofSeconds(3));
              say("time is up");
              tasks.forEach(Task::cancel);
            });
    say("end");
  }

  private void task(int number) {
    String name = "task" + number;
    Random random = new Random(seed * 1_000 + number);
    for (int step = 0; step < STEPS; step++) {
      try {
        say(name + " did " + step(name, random));
      } catch (CancellationException e) {
        say(name + " is cancelled");
        throw e;
      } catch (Throwable t) {
        say(name + " failed with " + t.getClass().getSimpleName());
      }
    }
    say(name + " has ended");
  }

  /** Something, and what came of it. */
  Object step(String name, Random random) throws Exception {
    return switch (random.nextInt(8)) {
      case 0 -> {
        pause(random);
        yield "wait";
      }
      case 1 -> {
        yieldNow();
        yield "yield";
      }
      case 2, 3 -> waits.step(name, random);
      case 4, 5 -> flows.step(name, random);
      case 6 -> scopes.step(name, random);
      default -> cancelOne(random);
    };
  }

  private Object cancelOne(Random random) {
    int victim = random.nextInt(TASKS);
    if (random.nextInt(3) > 0 || victim >= tasks.size()) {
      return "spare " + victim;
    }
    tasks.get(victim).cancel();
    return "cancel " + victim;
  }

  /** Up to 40 ms, in steps of 10 so that many meet; none at all one time in five. */
  static void pause(Random random) {
    delay(someTime(random));
  }

  static Duration someTime(Random random) {
    return ofMillis(random.nextInt(5) * 10L);
  }

  void say(String what) {
    trace.add(test.clock().elapsed().toMillis() + " " + what);
  }
}
