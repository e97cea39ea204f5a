package org.coroutines4j.engine;

import static java.time.Duration.ofSeconds;
import static org.coroutines4j.Async.delay;
import static org.coroutines4j.Async.run;
import static org.coroutines4j.Async.taskScope;
import static org.coroutines4j.Async.withTimeout;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.coroutines4j.Dispatcher;
import org.coroutines4j.Dispatchers;
import org.coroutines4j.Outcome;
import org.coroutines4j.Task;
import org.coroutines4j.Tasks;
import org.coroutines4j.TimeoutExceededException;

/** A program for a cold JVM: a deep chain and then a wide tree of scopes, which end in one way. */
final class DeepTrees {
  static final int DEPTH = 1_000;

  private static final Duration FOREVER = ofSeconds(1_000_000);

  private DeepTrees() {}

  public static void main(String[] args) {
    String ending = args[0];
    Dispatcher dispatcher = dispatcher(args[1]);
    int width = Integer.parseInt(args[2]);
    System.out.println(
        "chain: " + result(ending, dispatcher, 1, foreignThread -> chain(DEPTH, foreignThread)));
    System.out.println(
        "tree: "
            + result(
                ending, dispatcher, width * width, foreignThread -> tree(width, foreignThread)));
  }

  private static Dispatcher dispatcher(String name) {
    return switch (name) {
      case "virtual" -> Dispatchers.virtual();
      case "io" -> Dispatchers.io();
      case "cpu" -> Dispatchers.cpu();
      case "limited" -> Dispatchers.virtual().limitedParallelism(1);
      default -> throw new IllegalArgumentException(name);
    };
  }

  private interface ForeignThread {
    int run();
  }

  private interface Shape {
    int sum(ForeignThread foreignThread);
  }

  private static int chain(int depth, ForeignThread foreignThread) {
    return depth == 0
        ? foreignThread.run()
        : taskScope()
            .<Integer>call(scope -> scope.async(() -> chain(depth - 1, foreignThread)).await() + 1);
  }

  private static int tree(int width, ForeignThread foreignThread) {
    return fork(width, () -> fork(width, foreignThread));
  }

  private static int fork(int width, ForeignThread branch) {
    return taskScope()
        .<Integer>call(
            scope -> {
              List<Task<Integer>> tasks = new ArrayList<>();
              for (int i = 0; i < width; i++) {
                tasks.add(scope.async(branch::run));
              }
              return Tasks.awaitAll(tasks).stream().mapToInt(Integer::intValue).sum();
            });
  }

  private static Object result(String ending, Dispatcher dispatcher, int leaves, Shape shape) {
    CountDownLatch arrived = new CountDownLatch(leaves);
    ForeignThread waiting =
        () -> {
          arrived.countDown();
          delay(FOREVER);
          return 1;
        };
    return switch (ending) {
      case "value" -> on(dispatcher, shape, () -> 1);
      case "leaf fails" -> failureOf(() -> on(dispatcher, shape, lastFails(arrived)));
      case "cancelled" -> cancelled(() -> on(dispatcher, shape, waiting), arrived);
      case "timeout" ->
          failureOf(() -> withTimeout(ofSeconds(1), () -> on(dispatcher, shape, waiting)));
      default -> throw new IllegalArgumentException(ending);
    };
  }

  private static int on(Dispatcher dispatcher, Shape shape, ForeignThread foreignThread) {
    return taskScope().on(dispatcher).<Integer>call(scope -> shape.sum(foreignThread));
  }

  private static ForeignThread lastFails(CountDownLatch arrived) {
    return () -> {
      synchronized (arrived) {
        arrived.countDown();
        if (arrived.getCount() == 0) {
          throw new IllegalStateException("the last leaf");
        }
      }
      delay(FOREVER);
      return 1;
    };
  }

  private static String failureOf(ForeignThread program) {
    try {
      return "value " + program.run();
    } catch (IllegalStateException | TimeoutExceededException e) {
      return e.getMessage();
    }
  }

  private static String cancelled(ForeignThread program, CountDownLatch arrived) {
    String[] outcome = {""};
    run(
        scope -> {
          Task<Integer> task = scope.async(program::run);
          arrived.await();
          task.cancel("enough");
          Outcome<Integer> ended = task.awaitOutcome();
          outcome[0] =
              ended instanceof Outcome.Cancelled<Integer> c ? c.reason().getMessage() : "" + ended;
        });
    return outcome[0];
  }
}
