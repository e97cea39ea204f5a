package org.coroutines4j.flow;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow.Subscriber;
import java.util.concurrent.Flow.Subscription;
import java.util.concurrent.TimeUnit;
import org.coroutines4j.Async;
import org.coroutines4j.Task;
import org.coroutines4j.TaskFailedException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A subscriber is told the failure of the flow itself, and no wrapper that an await would need. */
@Tag("exceptions")
class PublisherFailureTest {
  private static Throwable failureOf(AsyncFlow<Integer> flow) throws Exception {
    CompletableFuture<Throwable> failure = new CompletableFuture<>();
    flow.toPublisher()
        .subscribe(
            new Subscriber<Integer>() {
              @Override
              public void onSubscribe(Subscription subscription) {
                subscription.request(Long.MAX_VALUE);
              }

              @Override
              public void onNext(Integer item) {}

              @Override
              public void onError(Throwable throwable) {
                failure.complete(throwable);
              }

              @Override
              public void onComplete() {
                failure.complete(new AssertionError("the flow has not failed"));
              }
            });
    return failure.get(10, TimeUnit.SECONDS);
  }

  @Test
  void checkedFailure_comesAsItIs() throws Exception {
    for (Exception failure :
        new Exception[] {
          new IOException("broken"), new Exception("odd"), new IllegalStateException("bad")
        }) {
      AsyncFlow<Integer> failing =
          AsyncFlow.generate(
              out -> {
                out.emit(1);
                throw failure;
              });
      assertThat(failureOf(failing)).isSameAs(failure);
      assertThat(failureOf(failing.map(i -> i + 1).filter(i -> i > 0))).isSameAs(failure);
      assertThat(
              failureOf(
                  AsyncFlow.of(1)
                      .map(
                          i -> {
                            throw failure;
                          })))
          .isSameAs(failure);
    }
  }

  /** Their tasks, and the waits for these, wrap it on its way. */
  @Test
  void checkedFailure_behindOperatorsWithTasks_comesAsItIs() throws Exception {
    for (Exception failure : new Exception[] {new IOException("broken"), new Exception("odd")}) {
      AsyncFlow<Integer> failing =
          AsyncFlow.generate(
              out -> {
                out.emit(1);
                throw failure;
              });
      assertThat(failureOf(failing.timeout(ofSeconds(60)))).isSameAs(failure);
      assertThat(failureOf(failing.mapConcurrent(2, i -> i))).isSameAs(failure);
      assertThat(
              failureOf(
                  AsyncFlow.of(1)
                      .mapConcurrentUnordered(
                          2,
                          i -> {
                            throw failure;
                          })))
          .isSameAs(failure);
      assertThat(failureOf(failing.chunkedWithin(9, ofSeconds(60)).map(List::size)))
          .isSameAs(failure);
    }
  }

  @Test
  void wrapperOfAUser_isTheFailure() throws Exception {
    UncheckedIOException own = new UncheckedIOException("cannot read", new IOException("broken"));
    assertThat(
            failureOf(
                AsyncFlow.generate(
                    out -> {
                      throw own;
                    })))
        .isSameAs(own);
  }

  @Test
  void foreignCancellation_keepsItsWrapper() throws Exception {
    CompletableFuture<Integer> cancelled = new CompletableFuture<>();
    cancelled.cancel(false);
    assertThat(failureOf(AsyncFlow.generate(out -> out.emit(Async.await(cancelled)))))
        .isInstanceOf(TaskFailedException.class)
        .hasCauseInstanceOf(CancellationException.class);
  }

  /** The await of each subscription throws the same wrapper. */
  @Test
  void failureOfATask_inManySubscriptions_listsOthersOnce() throws Exception {
    IOException failure = new IOException("broken");
    IllegalStateException later = new IllegalStateException("later");
    Async.supervisorScope()
        .run(
            scope -> {
              Task<Integer> task =
                  scope.async(
                      () -> {
                        throw failure;
                      });
              catchThrowable(task::await).addSuppressed(later);
              AsyncFlow<Integer> flow = AsyncFlow.generate(out -> out.emit(task.await()));
              for (int i = 0; i < 3; i++) {
                assertThat(failureOf(flow)).isSameAs(failure);
              }
            });
    assertThat(failure.getSuppressed()).containsExactly(later);
  }
}
