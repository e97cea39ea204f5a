package org.coroutines4j.soak;

import static org.coroutines4j.Async.delay;
import static org.coroutines4j.Async.nonCancellable;
import static org.coroutines4j.Async.supervisorScope;
import static org.coroutines4j.soak.Books.Kind.FLOW;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.coroutines4j.Dispatchers;
import org.coroutines4j.Task;
import org.coroutines4j.flow.AsyncFlow;
import org.coroutines4j.flow.Emitter;

/**
 * Checks that flows that are collected to their end emit all values, and that all work that was
 * begun has ended.
 */
final class FlowWork implements Work {
  private static final int TASKS = 6;
  private static final int VALUES = 20;
  private static final List<Integer> EXPECTED =
      IntStream.range(0, VALUES).map(i -> 2 * i).boxed().toList();

  @Override
  public void run(Books books, Random random) {
    supervisorScope()
        .on(Chance.dispatcher(random))
        .run(
            scope -> {
              for (int i = 0; i < TASKS; i++) {
                Random own = new Random(random.nextLong());
                Task<?> task = scope.launch(() -> collect(books, own));
                Chance.disturb(task, random);
              }
            });
  }

  private static AsyncFlow<Integer> values(Books books, Random random) {
    return AsyncFlow.generate(
        out -> {
          books.in(FLOW);
          try {
            for (int i = 0; i < VALUES; i++) {
              if (random.nextInt(4) == 0) {
                Chance.pause(random);
              }
              out.emit(i);
            }
          } finally {
            nonCancellable(() -> delay(Chance.moment(random)));
            books.out(FLOW);
          }
        });
  }

  private static void collect(Books books, Random random) {
    AsyncFlow<Integer> values = values(books, new Random(random.nextLong()));
    AsyncFlow<Integer> doubled =
        switch (random.nextInt(7)) {
          case 0 -> values.buffer(4).map(v -> 2 * v);
          case 1 -> values.mapConcurrent(3, v -> 2 * v);
          case 2 -> values.flowOn(Dispatchers.cpu()).map(v -> 2 * v);
          case 3 -> values.flatMapConcat(v -> AsyncFlow.of(2 * v));
          case 4 -> values.zip(values(books, new Random(random.nextLong())), Integer::sum);
          case 5 -> AsyncFlow.generate(out -> pull(values, out));
          default -> AsyncFlow.channelFlow((s, out) -> values.collect(v -> out.send(2 * v)));
        };
    int most = random.nextInt(3) == 0 ? 1 + random.nextInt(VALUES) : VALUES;
    List<Integer> seen = doubled.take(most).toList();
    if (!seen.equals(EXPECTED.subList(0, most))) {
      books.error("the first " + most + " values: " + seen);
    }
  }

  private static void pull(AsyncFlow<Integer> values, Emitter<Integer> out) {
    for (int value : values) {
      out.emit(2 * value);
    }
  }
}
