package org.coroutines4j.flow;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.coroutines4j.Async.delay;
import static org.coroutines4j.Async.supervisorScope;
import static org.coroutines4j.Async.taskScope;
import static org.coroutines4j.Async.withTimeout;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.coroutines4j.Task;
import org.coroutines4j.testkit.CapturedLog;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Guards that the cleanup of a flow whose loop exits early may wait, and that its failure is not
 * lost.
 */
@Tag("exceptions")
class IteratorCleanupTest {
  private final List<String> log = Collections.synchronizedList(new ArrayList<>());
  private final IllegalStateException failure = new IllegalStateException("cleanup");

  private final AsyncFlow<Integer> waiting =
      AsyncFlow.generate(
          out -> {
            try {
              out.emitAll(AsyncFlow.iterate(0, n -> n + 1));
            } finally {
              delay(ofMillis(5)); // nothing is cancelled
              log.add("closed");
            }
          });

  private final AsyncFlow<Integer> broken =
      AsyncFlow.generate(
          out -> {
            try {
              out.emit(1);
            } finally {
              throwFailure();
            }
          });

  private void throwFailure() {
    throw failure;
  }

  private static int firstOf(AsyncFlow<Integer> flow) {
    for (int n : flow) {
      return n;
    }
    return -1;
  }

  @Test
  void cleanup_mayWait_howeverTheLoopEndsEarly() {
    try (AsyncIterator<Integer> iterator = waiting.iterator()) {
      assertThat(iterator.next()).isZero();
    }
    assertThat(log).hasSize(1);
    taskScope().run(scope -> assertThat(firstOf(waiting)).isZero());
    assertThat(log).hasSize(2);
    int first = taskScope().call(scope -> scope.async(() -> firstOf(waiting)).await());
    assertThat(first).isZero();
    assertThat(log).hasSize(3);
    first = withTimeout(ofSeconds(9), () -> firstOf(waiting));
    assertThat(first).isZero();
    assertThat(log).hasSize(4);
    try (Stream<Integer> stream = waiting.map(n -> n + 1).stream()) {
      assertThat(stream.limit(2).toList()).containsExactly(1, 2);
    }
    assertThat(log).hasSize(5);
  }

  @Test
  void failureOfTheCleanup_isThrownByClose_orSuppressed() {
    assertThatIllegalStateException()
        .isThrownBy(
            () -> {
              try (AsyncIterator<Integer> iterator = broken.iterator()) {
                log.add("got " + iterator.next());
              }
            })
        .isSameAs(failure);
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> {
              try (AsyncIterator<Integer> iterator = broken.iterator()) {
                throw new IllegalArgumentException("at " + iterator.next());
              }
            })
        .satisfies(e -> assertThat(e.getSuppressed()).containsExactly(failure));
  }

  @Test
  void failureOfTheCleanup_afterABreak_isThatOfTheBlock() {
    assertThatIllegalStateException()
        .isThrownBy(() -> taskScope().run(scope -> log.add("got " + firstOf(broken))))
        .isSameAs(failure);
    assertThat(log).containsExactly("got 1");
  }

  @Test
  void failureOfTheCleanup_afterABreak_isThatOfTheTask() {
    supervisorScope()
        .run(
            scope -> {
              Task<Integer> task = scope.async(() -> firstOf(broken));
              assertThatIllegalStateException().isThrownBy(task::await).isSameAs(failure);
            });
  }

  @Test
  void cleanupFailure_afterABreakInATimeoutBlock_isNotLost() {
    assertThatIllegalStateException()
        .isThrownBy(
            () -> taskScope().run(scope -> withTimeout(ofSeconds(9), () -> firstOf(broken))))
        .isSameAs(failure);
  }

  @Test
  void cleanupFailure_afterABreakInASupervisor_isReportedAndThrown() {
    try (CapturedLog lines = new CapturedLog()) {
      assertThatIllegalStateException()
          .isThrownBy(() -> supervisorScope().run(scope -> log.add("got " + firstOf(broken))))
          .isSameAs(failure);
      assertThat(lines.lines()).hasSize(1).allMatch(line -> line.contains("cleanup"));
    }
  }
}
