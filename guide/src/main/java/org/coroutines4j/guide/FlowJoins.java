package org.coroutines4j.guide;

// region imports
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.coroutines4j.Async.delay;

import java.util.List;
import java.util.Map;
import org.coroutines4j.flow.AsyncFlow;
import org.coroutines4j.flow.Ending;

// endregion

/** Flows that are joined, and operators that keep a state. */
public final class FlowJoins {
  private FlowJoins() {}

  /** Runs the program. */
  public static void main(String[] args) {
    joins();
    states();
  }

  private static void joins() {
    // region joins
    AsyncFlow<String> primary = AsyncFlow.of("a", "b").onEach(v -> delay(ofMillis(5)));
    AsyncFlow<String> backup = AsyncFlow.of("c").onEach(v -> delay(ofSeconds(60)));
    List<String> first = AsyncFlow.merge(List.of(primary, backup), Ending.WITH_FIRST).toList();
    System.out.println(first); // the backup is cancelled when the primary has ended

    System.out.println(AsyncFlow.of(1, 2, 3).interleaveWith(AsyncFlow.of(10, 20)).toList());
    // endregion
  }

  private static void states() {
    // region states
    List<String> numbered =
        AsyncFlow.of("tea", "milk")
            .mapStateful(() -> 1, (n, item) -> Map.entry(n + 1, n + ". " + item))
            .toList();
    System.out.println(numbered);

    List<List<Integer>> parcels =
        AsyncFlow.of(3, 1, 1, 5, 1).chunkedByWeight(4, kilos -> (long) kilos).toList();
    System.out.println(parcels);
    // endregion
  }
}
