package org.coroutines4j.testing.kotlinx;

import static java.time.Duration.ofDays;
import static org.assertj.core.api.Assertions.assertThat;
import static org.coroutines4j.Async.delay;
import static org.coroutines4j.Async.taskScope;
import static org.coroutines4j.Async.yieldNow;
import static org.coroutines4j.testing.VirtualTime.runTest;

import java.util.ArrayList;
import java.util.List;
import org.coroutines4j.Tasks;
import org.coroutines4j.flow.AsyncFlow;
import org.coroutines4j.testing.TestAction;

/** A base for the cases of flow operators, with a log where kotlinx counts by {@code expect(n)}. */
abstract class OperatorCases {
  final RuntimeException failure = new TestFailure("broken");
  final List<String> log = new ArrayList<>();

  /** A failure that kotlinx, with assertions enabled, does not copy: its class has a field. */
  static final class TestFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String text;

    TestFailure(String text) {
      super(text);
      this.text = text;
    }

    @Override
    @SuppressWarnings("OverrideThrowableToString") // kotlinx's tests log the simple name
    public String toString() {
      return "TestFailure: " + text;
    }
  }

  /** Runs {@code test} in virtual time, and expects {@code expected} as the whole log. */
  final void logs(TestAction test, String... expected) {
    runTest(test);
    assertThat(log).containsExactly(expected);
  }

  /** Waits until the calling code is cancelled, and then logs {@code end}. */
  final void hang(String end) {
    try {
      delay(ofDays(1_000));
      throw new AssertionError("expected to be cancelled: " + end);
    } finally {
      log.add(end);
    }
  }

  /** Throws the failure of a test that reaches code it must not reach. */
  static AssertionError unreached() {
    throw new AssertionError("reached code that must not run");
  }

  /** Returns the name of the task that runs the calling code. */
  static String here() {
    return Tasks.current().name();
  }

  /** Returns a flow of {@code values} with a child task that logs "child cancelled" at its end. */
  final AsyncFlow<Integer> withChild(int... values) {
    return AsyncFlow.generate(
        out ->
            taskScope()
                .run(
                    scope -> {
                      scope.launch(() -> hang("child cancelled"));
                      yieldNow(); // the child has started, as with CoroutineStart.ATOMIC
                      for (int value : values) {
                        out.emit(value);
                      }
                    }));
  }
}
