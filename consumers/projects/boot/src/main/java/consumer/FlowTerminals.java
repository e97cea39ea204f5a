package consumer;

import static consumer.FlowOperators.check;
import static consumer.FlowOperators.numbers;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.coroutines4j.TaskScope;
import org.coroutines4j.channels.Channel;
import org.coroutines4j.flow.AsyncFlow;

/** Uses each way to collect a flow once. */
final class FlowTerminals {
  private FlowTerminals() {}

  static void run() {
    List<Integer> seen = new CopyOnWriteArrayList<>();
    numbers().collect(seen::add);
    check(seen, List.of(1, 2, 3));
    check(numbers().collect(Collectors.toList()), List.of(1, 2, 3));
    check(numbers().toMap(n -> n), Map.of(1, 1, 2, 2, 3, 3));
    check(numbers().toMap(n -> n, n -> "x").get(1), "x");
    check(numbers().first(), 1);
    check(numbers().first(n -> n > 1), 2);
    check(numbers().firstOrEmpty(), Optional.of(1));
    check(numbers().take(1).single(), 1);
    check(numbers().reduce(Integer::sum), 6);
    check(numbers().fold(1, Integer::sum), 7);
    check(numbers().any(n -> n > 2) && numbers().all(n -> n > 0) && numbers().none(n -> n > 3), true);
    try (var iterator = numbers().iterator()) {
      check(iterator.next(), 1);
    }
    try (Stream<Integer> stream = numbers().stream()) {
      check(stream.mapToInt(n -> n).sum(), 6);
    }
  }

  static void more() {
    List<Integer> seen = new CopyOnWriteArrayList<>();
    numbers().collectIndexed((index, n) -> seen.add(index * n));
    numbers().take(1).collectLatest(seen::add);
    check(seen, List.of(0, 2, 6, 1));
    check(numbers().toArray(Integer[]::new).length, 3);
    check(numbers().lastOrEmpty(), Optional.of(3));
    check(numbers().lastOrEmpty(n -> n < 3), Optional.of(2));
    check(numbers().singleOrEmpty(), Optional.empty());
    check(numbers().singleOrEmpty(n -> n == 2), Optional.of(2));
  }

  static void channels(TaskScope scope) {
    Channel<Integer> received = Channel.unlimited();
    numbers().toChannel(received);
    check(numbers().alsoTo(received).count(), 3L);
    received.close();
    check(AsyncFlow.fromChannel(received).toList(), List.of(1, 2, 3, 1, 2, 3));
    check(AsyncFlow.fromChannel(numbers().produceIn(scope)).toList(), List.of(1, 2, 3));
  }
}
