package org.coroutines4j.sync;

import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.coroutines4j.Async.delay;
import static org.coroutines4j.Async.taskScope;
import static org.coroutines4j.Async.withTimeout;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.coroutines4j.Task;
import org.coroutines4j.TaskFailedException;
import org.coroutines4j.TimeoutExceededException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Guards that a block releases the lock or permit that it holds, however its body ends. */
class ReleaseAfterBlockTest {
  private static final Duration FOR_EVER = Duration.ofDays(1);

  /** A lock or a semaphore of one permit. */
  private record Guard(String name, Within within, BooleanSupplier isFree) {
    @Override
    public String toString() {
      return name;
    }
  }

  private interface Within {
    Object call(Callable<?> body);
  }

  static Stream<Guard> guards() {
    AsyncMutex mutex = new AsyncMutex();
    AsyncSemaphore semaphore = AsyncSemaphore.bounded(1);
    return Stream.of(
        new Guard("mutex", mutex::withLock, () -> !mutex.isLocked()),
        new Guard("semaphore", semaphore::withPermit, () -> semaphore.availablePermits() == 1));
  }

  @ParameterizedTest
  @MethodSource("guards")
  void value_isReturned_evenNull(Guard guard) {
    Object value =
        guard.within.call(
            () -> {
              assertThat(guard.isFree).returns(false, BooleanSupplier::getAsBoolean);
              return "value";
            });
    assertThat(value).isEqualTo("value");
    assertThat(guard.within.call(() -> null)).isNull();
    assertThat(guard.isFree.getAsBoolean()).isTrue();
  }

  @ParameterizedTest
  @MethodSource("guards")
  void uncheckedFailure_comesOutAsItIs(Guard guard) {
    for (Throwable failure : new Throwable[] {new IllegalStateException(), new AssertionError()}) {
      assertThatThrownBy(() -> guard.within.call(throwing(failure))).isSameAs(failure);
      assertThat(guard.isFree.getAsBoolean()).isTrue();
    }
  }

  @ParameterizedTest
  @MethodSource("guards")
  void checkedFailure_comesWrappedOnce(Guard guard) {
    IOException io = new IOException("planted");
    assertThatThrownBy(() -> guard.within.call(throwing(io)))
        .isInstanceOf(UncheckedIOException.class)
        .cause()
        .isSameAs(io);
    TimeoutException other = new TimeoutException("planted");
    assertThatThrownBy(() -> guard.within.call(throwing(other)))
        .isInstanceOf(TaskFailedException.class)
        .cause()
        .isSameAs(other);
    assertThat(guard.isFree.getAsBoolean()).isTrue();
  }

  private static Callable<?> throwing(Throwable failure) {
    return () -> {
      if (failure instanceof Error error) {
        throw error;
      }
      throw (Exception) failure;
    };
  }

  @ParameterizedTest
  @MethodSource("guards")
  void timeout_endsTheBody_andGivesBack(Guard guard) {
    assertThatThrownBy(
            () -> withTimeout(ofMillis(1), () -> guard.within.call(ReleaseAfterBlockTest::sleep)))
        .isInstanceOf(TimeoutExceededException.class);
    assertThat(guard.isFree.getAsBoolean()).isTrue();
  }

  private static Object sleep() {
    delay(FOR_EVER);
    return "slept";
  }

  @ParameterizedTest
  @MethodSource("guards")
  void waiterThatIsTimedOut_neverRunsItsBody(Guard guard) {
    AtomicReference<String> ran = new AtomicReference<>("no");
    guard.within.call(
        () -> {
          assertThatThrownBy(
                  () ->
                      withTimeout(ofMillis(1), () -> guard.within.call(() -> ran.getAndSet("yes"))))
              .isInstanceOf(TimeoutExceededException.class);
          return null;
        });
    assertThat(ran).hasValue("no");
    assertThat(guard.isFree.getAsBoolean()).isTrue();
  }

  @ParameterizedTest
  @MethodSource("guards")
  void cancelledBody_inABlockingCall_isInterruptedAsItsCancellation(Guard guard) {
    AtomicReference<Throwable> seen = new AtomicReference<>();
    taskScope()
        .run(
            scope -> {
              CountDownLatch inside = new CountDownLatch(1);
              Task<?> task =
                  scope.launch(
                      () -> {
                        try {
                          guard.within.call(
                              () -> {
                                inside.countDown();
                                new CountDownLatch(1).await();
                                return null;
                              });
                        } catch (CancellationException e) {
                          seen.set(e);
                          throw e;
                        }
                      });
              inside.await();

              task.cancel("enough");

              task.join();
              assertThat(task.isCancelled()).isTrue();
            });
    assertThat(seen.get()).hasMessage("enough");
    assertThat(guard.isFree.getAsBoolean()).isTrue();
  }

  @ParameterizedTest
  @MethodSource("guards")
  void interruptOfAPlainThread_inTheBody_isKeptForIt(Guard guard) {
    assertThatThrownBy(
            () ->
                guard.within.call(
                    () -> {
                      Thread.currentThread().interrupt();
                      new CountDownLatch(1).await();
                      return null;
                    }))
        .isInstanceOf(CancellationException.class)
        .hasRootCauseInstanceOf(InterruptedException.class);
    assertThat(Thread.interrupted()).isTrue();
    assertThat(guard.isFree.getAsBoolean()).isTrue();
  }
}
