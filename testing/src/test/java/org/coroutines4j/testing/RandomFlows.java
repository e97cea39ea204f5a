package org.coroutines4j.testing;

import static java.time.Duration.ofMillis;
import static org.coroutines4j.testing.RandomProgram.pause;
import static org.coroutines4j.testing.RandomProgram.someTime;

import java.util.Iterator;
import java.util.Random;
import org.coroutines4j.Dispatchers;
import org.coroutines4j.flow.AsyncFlow;
import org.coroutines4j.flow.MutableSharedFlow;
import org.coroutines4j.flow.MutableStateFlow;

/** Flows, with coroutines of Kotlin behind them. */
final class RandomFlows {
  private final RandomProgram program;
  private final MutableStateFlow<Integer> state = MutableStateFlow.create(0);
  private final MutableSharedFlow<String> news = MutableSharedFlow.create(2);

  RandomFlows(RandomProgram program) {
    this.program = program;
  }

  Object step(String name, Random random) throws Exception {
    AsyncFlow<Integer> numbers =
        AsyncFlow.range(0, 4)
            .onEach(n -> pause(random))
            .onEach(n -> program.say(name + " emits " + n));
    return switch (random.nextInt(10)) {
      case 0 -> numbers.flowOn(Dispatchers.cpu()).buffer(2).onEach(n -> pause(random)).toList();
      case 1 -> numbers.mapConcurrentUnordered(3, n -> waited(n, random)).toList();
      case 2 -> numbers.debounce(ofMillis(15)).toList();
      case 3 -> AsyncFlow.merge(numbers, numbers.map(n -> -n).flowOn(Dispatchers.io())).toList();
      case 4 ->
          numbers.flatMapLatest(n -> AsyncFlow.of(n, 10 * n).onEach(m -> pause(random))).toList();
      case 5 -> numbers.conflate().chunkedWithin(2, ofMillis(25)).toList();
      case 6 -> pulled(numbers, random);
      case 7 -> numbers.zip(AsyncFlow.ticker(ofMillis(10)), (n, tick) -> n + "/" + tick).toList();
      case 8 -> {
        state.updateAndGet(n -> n + 1);
        yield state.debounce(ofMillis(5)).timeout(ofMillis(60)).take(2).toList();
      }
      default -> {
        news.emit(name);
        yield news.timeout(someTime(random)).take(4).toList();
      }
    };
  }

  private static int waited(int n, Random random) {
    pause(random);
    return n;
  }

  private static String pulled(AsyncFlow<Integer> numbers, Random random) {
    StringBuilder pulled = new StringBuilder("pulled");
    try (var iterator = numbers.buffer(1).iterator()) {
      Iterator<Integer> from = iterator;
      for (int i = random.nextInt(4); i >= 0 && from.hasNext(); i--) {
        pulled.append(' ').append(from.next());
        pause(random);
      }
    }
    return pulled.toString();
  }
}
