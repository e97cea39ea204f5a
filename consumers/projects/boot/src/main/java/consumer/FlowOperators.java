package consumer;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.coroutines4j.RetryPolicy;
import org.coroutines4j.TaskScope;
import org.coroutines4j.channels.Overflow;
import org.coroutines4j.flow.AsyncFlow;
import org.coroutines4j.flow.MutableSharedFlow;
import org.coroutines4j.flow.MutableStateFlow;

/** Uses every operator of flows once, and checks what comes out. */
final class FlowOperators {
  private FlowOperators() {}

  static AsyncFlow<Integer> numbers() {
    return AsyncFlow.of(1, 2, 3);
  }

  static <T> AsyncFlow<T> failing() {
    return AsyncFlow.generate(
        out -> {
          throw new IllegalStateException("meant");
        });
  }

  static void check(Object seen, Object wanted) {
    if (!seen.equals(wanted)) {
      throw new AssertionError(seen + ", not " + wanted);
    }
  }

  static void run(TaskScope scope) {
    FlowSources.run();
    FlowSources.bounded(scope);
    FlowTransforms.run();
    FlowTransforms.groups();
    FlowCombinations.combinations();
    FlowCombinations.concurrent();
    FlowCombinations.timed();
    FlowCombinations.latest();
    FlowCombinations.inTurn();
    FlowCombinations.batches();
    FlowTerminals.run();
    FlowTerminals.more();
    FlowTerminals.channels(scope);
    failures();
    shared(scope);
  }

  private static void failures() {
    List<Object> seen = new CopyOnWriteArrayList<>();
    check(numbers().retry(1).toList(), List.of(1, 2, 3));
    check(numbers().retry(1, e -> true).toList(), List.of(1, 2, 3));
    check(numbers().retry(RetryPolicy.unlimited()).toList(), List.of(1, 2, 3));
    check(numbers().retryWhen((e, n) -> n < 2).toList(), List.of(1, 2, 3));
    check(FlowOperators.<Integer>failing().recover(e -> 7).toList(), List.of(7));
    check(FlowOperators.<Integer>failing().recoverWith(e -> numbers()).count(), 3L);
    check(numbers().onStart(() -> seen.add("start")).count(), 3L);
    check(numbers().onCompletion(e -> seen.add(e.isPresent())).count(), 3L);
    check(AsyncFlow.<Integer>empty().onEmpty(out -> out.emit(5)).toList(), List.of(5));
    check(numbers().onCompletionEmit((e, out) -> out.emit(4)).toList(), List.of(1, 2, 3, 4));
    check(seen, List.of("start", false));
  }

  private static void shared(TaskScope scope) {
    MutableStateFlow<Integer> state = MutableStateFlow.create(1);
    state.set(2);
    check(state.compareAndSet(2, 3), true);
    check(state.updateAndGet(n -> n + 1), 4);
    check(state.first(), 4);
    MutableSharedFlow<Integer> shared = MutableSharedFlow.create(2, 0, Overflow.DROP_OLDEST);
    shared.emit(1);
    check(shared.tryEmit(2), true);
    check(shared.replayed(), List.of(1, 2));
    shared.resetReplay();
    check(MutableSharedFlow.create(0).collectors(), 0);
    TaskScope sharing = scope;
    var sharingTask = numbers().launchIn(sharing);
    sharingTask.join();
    check(numbers().stateIn(sharing, 0).first(n -> n == 3), 3);
    check(numbers().shareIn(sharing, 3).take(3).toList(), List.of(1, 2, 3));
  }
}
