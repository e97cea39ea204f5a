package org.coroutines4j.soak;

import static org.coroutines4j.Async.blocking;
import static org.coroutines4j.Async.call;
import static org.coroutines4j.Async.nonCancellable;
import static org.coroutines4j.Async.supervisorScope;
import static org.coroutines4j.Async.taskScope;
import static org.coroutines4j.Async.withContext;
import static org.coroutines4j.Async.withTimeoutOrEmpty;
import static org.coroutines4j.soak.Books.Kind.RESOURCE;

import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import org.coroutines4j.Dispatchers;
import org.coroutines4j.Task;
import org.coroutines4j.testkit.Pause;

/**
 * Checks that a verb whose lambda has opened a resource returns it, whatever is cancelled
 * meanwhile. The caller closes it.
 */
final class ResourceWork implements Work {
  private static final int TASKS = 10;
  private static final int TIMES = 6;

  @Override
  public void run(Books books, Random random) {
    supervisorScope()
        .on(Chance.dispatcher(random))
        .run(
            scope -> {
              for (int i = 0; i < TASKS; i++) {
                Random own = new Random(random.nextLong());
                Task<?> task = scope.launch(() -> openAndCloseAll(books, own));
                Chance.disturb(task, random);
              }
            });
  }

  private static void openAndCloseAll(Books books, Random random) {
    for (int i = 0; i < TIMES; i++) {
      int spins = random.nextInt(2_000);
      openBy(
              random,
              () -> {
                Books.Entry opened = books.entry(RESOURCE);
                opened.in();
                Pause.of(spins);
                return opened;
              })
          .ifPresent(Books.Entry::out);
    }
  }

  /** Empty if it was too late to begin. */
  private static Optional<Books.Entry> openBy(Random random, Callable<Books.Entry> open) {
    return switch (random.nextInt(8)) {
      case 0 -> Optional.of(withContext(Dispatchers.io(), open));
      case 1 -> Optional.of(withContext(Dispatchers.cpu(), open));
      case 2 -> Optional.of(taskScope().call(scope -> open.call()));
      case 3 -> Optional.of(supervisorScope().call(scope -> open.call()));
      case 4 -> Optional.of(call(scope -> open.call()));
      case 5 -> Optional.of(nonCancellable(open));
      case 6 -> Optional.of(blocking(open));
      default -> withTimeoutOrEmpty(Chance.moment(random), open);
    };
  }
}
