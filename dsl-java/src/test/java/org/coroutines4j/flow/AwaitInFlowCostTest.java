package org.coroutines4j.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.coroutines4j.Async.taskScope;
import static org.coroutines4j.Async.yieldNow;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.stream.Stream;
import org.coroutines4j.function.ThrowingRunnable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Guards that a wait in a generator or in the lambda of an operator costs no more memory than a
 * wait outside a flow. A search for the inline block of Kotlin that may be around it allocates 112
 * bytes.
 */
class AwaitInFlowCostTest {
  private static final int VALUES = 10_000;

  /** Less than a search allocates, and more than the noise of a measurement. */
  private static final long MOST_BYTES = 80;

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private final AsyncFlow<Integer> numbers = AsyncFlow.range(0, VALUES);

  private static AsyncFlow<Integer> generator(ThrowingRunnable each) {
    return AsyncFlow.generate(
        out -> {
          for (int i = 0; i < VALUES; i++) {
            each.run();
            out.emit(i);
          }
        });
  }

  /** Returns the bytes that the current thread allocates for each value of {@code collection}. */
  private static long bytesPerValue(ThrowingRunnable collection) {
    return taskScope()
        .call(
            scope -> {
              long fewest = Long.MAX_VALUE;
              for (int i = 0; i < 3; i++) {
                long before = THREADS.getCurrentThreadAllocatedBytes();
                collection.run();
                long allocated = THREADS.getCurrentThreadAllocatedBytes() - before;
                fewest = Math.min(fewest, allocated / VALUES);
              }
              return fewest;
            });
  }

  /** Makes a collection in which {@code each} runs once for each value. */
  private interface Collection {
    void run(ThrowingRunnable each);
  }

  private static DynamicTest test(String name, Collection collection) {
    return DynamicTest.dynamicTest(
        name,
        () -> {
          long without = bytesPerValue(() -> collection.run(() -> {}));
          long with = bytesPerValue(() -> collection.run(() -> yieldNow()));
          assertThat(with - without).isLessThan(MOST_BYTES);
        });
  }

  @TestFactory
  Stream<DynamicTest> waitForEachValue_searchesNoBlock() {
    return Stream.of(
        test("generator", each -> generator(each).count()),
        test("generator, taken", each -> generator(each).take(VALUES).count()),
        test("collector of a generator", each -> generator(() -> {}).collect(n -> each.run())),
        test("collector of a range", each -> numbers.collect(n -> each.run())),
        test("operator", each -> numbers.map(n -> n).onEach(n -> each.run()).count()),
        test("operator before Kotlin", each -> numbers.onEach(n -> each.run()).any(n -> n < 0)),
        test("collector after Kotlin", each -> joined().collect(n -> each.run())),
        test("operator after Kotlin", each -> joined().onEach(n -> each.run()).count()),
        test("condition", each -> numbers.all(n -> passes(each))));
  }

  private AsyncFlow<Integer> joined() {
    return AsyncFlow.concat(numbers, AsyncFlow.empty());
  }

  private static boolean passes(ThrowingRunnable each) throws Exception {
    each.run();
    return true;
  }
}
