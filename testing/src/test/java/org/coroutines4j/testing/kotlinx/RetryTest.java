package org.coroutines4j.testing.kotlinx;

import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.coroutines4j.Async.withTimeout;
import static org.coroutines4j.Async.yieldNow;
import static org.coroutines4j.testing.VirtualTime.runTest;

import java.util.concurrent.CancellationException;
import org.coroutines4j.Task;
import org.coroutines4j.TaskFailedException;
import org.coroutines4j.flow.AsyncFlow;
import org.junit.jupiter.api.Test;

/** The cases of {@code RetryTest} of kotlinx: a flow that has failed is collected again. */
class RetryTest extends OperatorCases {
  private int collections;

  /** Returns a flow of 1, whose first {@code failures} collections fail after that value. */
  private AsyncFlow<Integer> failingFirst(int failures) {
    return AsyncFlow.generate(
        out -> {
          out.emit(1);
          collections++;
          if (collections <= failures) {
            throw failure;
          }
        });
  }

  private static int sum(AsyncFlow<Integer> flow) {
    return flow.fold(0, Integer::sum);
  }

  @Test
  void retryWhen_getsTheFailureAndTheAttempt() {
    AsyncFlow<Integer> flow =
        AsyncFlow.<Integer>generate(
                out -> {
                  out.emit(1);
                  throw failure;
                })
            .retryWhen(
                (thrown, attempt, out) -> {
                  log.add(attempt + " " + thrown.getMessage());
                  return attempt < 3;
                })
            .recoverWith(
                thrown -> {
                  log.add("caught " + thrown.getMessage());
                  return AsyncFlow.empty();
                });
    logs(
        test -> log.add("sum " + sum(flow)),
        "0 broken",
        "1 broken",
        "2 broken",
        "3 broken",
        "caught broken",
        "sum 4");
  }

  /** The predicate of kotlinx may emit too. */
  @Test
  void valuesOfThePredicate_comeBetweenTheCollections() {
    AsyncFlow<Integer> flow =
        failingFirst(2)
            .retryWhen(
                (thrown, attempt, out) -> {
                  out.emit(-(int) attempt);
                  return true;
                });
    runTest(test -> assertThat(flow.toList()).containsExactly(1, 0, 1, -1, 1));
  }

  @Test
  void retry_collectsAgainUpToItsLimit() {
    AsyncFlow<Integer> flow = failingFirst(3);
    runTest(
        test -> {
          assertThat(sum(flow.retry(4))).isEqualTo(4);
          collections = 0;
          assertThatThrownBy(flow::count).isSameAs(failure);
          collections = 0;
          assertThatThrownBy(flow.retry(2)::count).isSameAs(failure);
        });
  }

  @Test
  void retryWithAPredicate_collectsAgainIfItMatches() {
    AsyncFlow<Integer> flow = failingFirst(1);
    runTest(
        test -> {
          assertThat(sum(flow.retry(1, thrown -> thrown == failure))).isEqualTo(2);
          collections = 0;
          assertThatThrownBy(flow.retry(1, thrown -> thrown != failure)::count).isSameAs(failure);
        });
  }

  @Test
  void failureDownstream_isNotRetried() {
    AsyncFlow<Integer> flow =
        AsyncFlow.<Integer>generate(out -> out.emit(1))
            .retry(42)
            .map(
                value -> {
                  log.add("mapped");
                  throw failure;
                });
    logs(test -> assertThatThrownBy(flow::count).isSameAs(failure), "mapped");
  }

  @Test
  void timeoutUpstream_isRetried() {
    AsyncFlow<Integer> flow =
        AsyncFlow.<Integer>generate(
                out -> {
                  if (collections++ == 0) {
                    log.add("waiting");
                    withTimeout(ofMillis(1), () -> hang("timed out"));
                    throw unreached();
                  }
                  log.add("again");
                  out.emit(1);
                })
            .retry(1);
    logs(test -> assertThat(flow.single()).isEqualTo(1), "waiting", "timed out", "again");
  }

  @Test
  void cancelledCollection_isNotRetried() {
    AsyncFlow<Integer> flow =
        AsyncFlow.<Integer>generate(out -> hang("source cancelled")).retry(Integer.MAX_VALUE);
    logs(
        test -> {
          Task<?> collecting =
              test.launch(
                  () -> {
                    log.add("collecting");
                    flow.collect(value -> {});
                  });
          yieldNow();
          log.add("cancel");
          collecting.cancel();
          collecting.join();
        },
        "collecting",
        "cancel",
        "source cancelled");
  }

  /** Returns a flow of 1 that fails with {@code inFinally} after {@code downstream}. */
  private AsyncFlow<Integer> failingTwice(RuntimeException inFinally, RuntimeException downstream) {
    return AsyncFlow.<Integer>generate(
            out -> {
              try {
                log.add("emitting");
                out.emit(1);
              } finally {
                log.add("finally");
                throwIn(inFinally);
              }
            })
        .retry(1, thrown -> log.add("retried"))
        .onEach(
            value -> {
              log.add("downstream");
              throw downstream;
            });
  }

  private static void throwIn(RuntimeException thrown) {
    throw thrown;
  }

  @Test
  void failureUpstreamAfterADownstreamOne_isThrown() {
    AsyncFlow<Integer> flow = failingTwice(failure, new IllegalArgumentException("downstream"));
    logs(
        test -> assertThatThrownBy(flow::count).isSameAs(failure),
        "emitting",
        "downstream",
        "finally");
  }

  @Test
  void failureUpstreamAfterACancellation_isThrown() {
    AsyncFlow<Integer> flow = failingTwice(failure, new CancellationException("downstream"));
    logs(
        test -> assertThatThrownBy(flow::count).isSameAs(failure),
        "emitting",
        "downstream",
        "finally");
  }

  /** The cancellation of other code is a failure here, so it is thrown as any other. */
  @Test
  void cancellationUpstreamAfterAFailure_isThrownAsAFailure() {
    CancellationException upstream = new CancellationException("upstream");
    AsyncFlow<Integer> flow = failingTwice(upstream, failure);
    logs(
        test ->
            assertThatThrownBy(flow::count)
                .isInstanceOf(TaskFailedException.class)
                .hasCause(upstream)
                .hasSuppressedException(failure),
        "emitting",
        "downstream",
        "finally");
  }
}
