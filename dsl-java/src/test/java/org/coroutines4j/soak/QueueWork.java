package org.coroutines4j.soak;

import static org.coroutines4j.Async.supervisorScope;
import static org.coroutines4j.Async.withTimeoutOrEmpty;
import static org.coroutines4j.soak.Books.Kind.ITEM;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.coroutines4j.Task;
import org.coroutines4j.channels.AsyncQueue;

/** Checks that each item that was put is received, and that a put that throws has put nothing. */
final class QueueWork implements Work {
  private static final int TASKS = 3;
  private static final int ITEMS = 20;

  @Override
  public void run(Books books, Random random) {
    int size = random.nextInt(4);
    AsyncQueue<Books.Entry> queue =
        random.nextBoolean()
            ? size == 0 ? AsyncQueue.fifo() : AsyncQueue.fifo(size)
            : size == 0 ? AsyncQueue.lifo() : AsyncQueue.lifo(size);
    supervisorScope()
        .on(Chance.dispatcher(random))
        .run(
            scope -> {
              List<Task<?>> tasks = new ArrayList<>();
              for (int i = 0; i < TASKS; i++) {
                Random own = new Random(random.nextLong());
                tasks.add(scope.launch(() -> putAll(books, queue, own)));
                Random other = new Random(random.nextLong());
                scope.background(() -> getAll(queue, other));
              }
              tasks.forEach(task -> Chance.disturb(task, random));
              tasks.forEach(Task::join);
              queue.join();
            });
    Optional<Books.Entry> left = queue.tryGet();
    if (left.isPresent()) {
      books.error("an item is left, though the queue was joined");
    }
  }

  private static void putAll(Books books, AsyncQueue<Books.Entry> queue, Random random) {
    for (int i = 0; i < ITEMS; i++) {
      Books.Entry item = books.entry(ITEM);
      boolean put =
          switch (random.nextInt(3)) {
            case 0 -> queue.tryPut(item);
            case 1 -> withTimeoutOrEmpty(Chance.moment(random), () -> put(queue, item)).isPresent();
            default -> put(queue, item);
          };
      if (put) {
        item.in();
      }
    }
  }

  private static boolean put(AsyncQueue<Books.Entry> queue, Books.Entry item) {
    queue.put(item);
    return true;
  }

  private static void getAll(AsyncQueue<Books.Entry> queue, Random random) {
    while (true) {
      Optional<Books.Entry> got =
          switch (random.nextInt(3)) {
            case 0 -> queue.tryGet();
            case 1 -> withTimeoutOrEmpty(Chance.moment(random), queue::get);
            default -> Optional.of(queue.get());
          };
      got.ifPresentOrElse(
          item -> {
            item.out();
            queue.taskDone();
          },
          () -> Chance.pause(random));
    }
  }
}
