package org.coroutines4j.soak;

import static org.coroutines4j.Async.supervisorScope;
import static org.coroutines4j.Async.taskScope;
import static org.coroutines4j.Async.withTimeout;
import static org.coroutines4j.Async.withTimeoutOrEmpty;
import static org.coroutines4j.soak.Books.Kind.FUTURE;
import static org.coroutines4j.soak.Books.Kind.HANDLER;
import static org.coroutines4j.soak.Books.Kind.TASK;
import static org.coroutines4j.soak.Books.Kind.TIMEOUT;

import java.util.Random;
import java.util.concurrent.CancellationException;
import org.coroutines4j.Task;
import org.coroutines4j.TaskScope;
import org.coroutines4j.TimeoutExceededException;

/**
 * Checks trees of tasks that end, fail, time out and are cancelled: when a scope has ended, all of
 * its tasks have ended and all handlers have been called.
 */
final class TaskWork implements Work {
  private static final int DEPTH = 3;

  private static final class Planned extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Planned() {
      super("planned");
    }
  }

  @Override
  public void run(Books books, Random random) {
    supervisorScope()
        .on(Chance.dispatcher(random))
        .onFailure((task, failure) -> expected(books, failure))
        .run(
            scope -> {
              Task<?> tree = launch(books, scope, random, DEPTH);
              Chance.disturb(tree, random);
            });
  }

  private static void expected(Books books, Throwable failure) {
    boolean planned =
        failure instanceof Planned
            || failure instanceof TimeoutExceededException
            || failure instanceof CancellationException;
    if (!planned) {
      books.error("not planned: " + failure);
    }
  }

  private static Task<?> launch(Books books, TaskScope scope, Random random, int depth) {
    Random own = new Random(random.nextLong());
    Task<?> task = scope.launch(() -> node(books, own, depth));
    books.in(HANDLER);
    task.onCompletion(outcome -> books.out(HANDLER));
    books.in(FUTURE);
    Object unused = task.toCompletableFuture().whenComplete((value, failure) -> books.out(FUTURE));
    return task;
  }

  private static void node(Books books, Random random, int depth) {
    books.in(TASK);
    try {
      if (depth == 0 || random.nextInt(5) == 0) {
        foreignThread(random);
      } else if (random.nextInt(3) == 0) {
        limited(books, random, depth);
      } else {
        children(books, random, depth);
      }
    } finally {
      books.out(TASK);
    }
  }

  private static void limited(Books books, Random random, int depth) {
    books.in(TIMEOUT);
    try {
      if (random.nextBoolean()) {
        withTimeoutOrEmpty(
            Chance.moment(random).multipliedBy(4),
            () -> {
              children(books, random, depth);
              return true;
            });
      } else {
        withTimeout(Chance.moment(random).multipliedBy(4), () -> children(books, random, depth));
      }
    } finally {
      books.out(TIMEOUT);
    }
  }

  private static void children(Books books, Random random, int depth) {
    int children = 1 + random.nextInt(3);
    (random.nextBoolean() ? taskScope() : supervisorScope().onFailure((t, f) -> {}))
        .run(
            scope -> {
              for (int i = 0; i < children; i++) {
                Task<?> child = launch(books, scope, random, depth - 1);
                if (random.nextInt(4) == 0) {
                  Chance.disturb(child, random);
                }
              }
            });
  }

  private static void foreignThread(Random random) {
    Chance.pause(random);
    if (random.nextInt(6) == 0) {
      throw new Planned();
    }
  }
}
