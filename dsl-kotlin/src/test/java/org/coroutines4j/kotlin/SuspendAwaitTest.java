package org.coroutines4j.kotlin;

import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.coroutines4j.Async.delay;
import static org.coroutines4j.Async.taskScope;
import static org.coroutines4j.Async.withTimeout;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import kotlin.Unit;
import kotlinx.coroutines.CompletableDeferred;
import kotlinx.coroutines.CompletableDeferredKt;
import org.coroutines4j.Task;
import org.coroutines4j.TimeoutExceededException;
import org.coroutines4j.testkit.Poll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Java code calls suspend functions of every kind. */
@Tag("exceptions")
class SuspendAwaitTest {
  private final KotlinUsers users = new KotlinUsers();

  @Test
  void value_isReturned_inATaskAndOutside() {
    String outside = Suspend.await(k -> users.nameOf(1, k));
    assertThat(outside).isEqualTo("user 1");
    String inTask =
        taskScope()
            .call(
                scope -> scope.async(() -> Suspend.<String>await(k -> users.nameOf(2, k))).await());
    assertThat(inTask).isEqualTo("user 2");
    assertThat(Suspend.<String>await(users::atOnce)).isEqualTo("at once");
  }

  @Test
  void unit_isReturnedToCallersThatAskForIt() {
    Unit unit = Suspend.await(k -> users.remove(3, k));
    assertThat(unit).isSameAs(Unit.INSTANCE);
    Suspend.await(k -> users.remove(4, k));
    assertThat(users.getLog()).containsExactly("removed 3", "removed 4");
  }

  @Test
  void null_isReturned() {
    String nobody = Suspend.await(k -> users.nicknameOf(1, k));
    assertThat(nobody).isNull();
    assertThat(Suspend.<String>await(k -> users.nicknameOf(7, k))).isEqualTo("Seven");
  }

  @Test
  void valueClass_isReturnedBoxed_andAcceptedUnboxed() {
    UserId newest = Suspend.await(users::newestId);
    assertThat(newest).hasToString("UserId(number=42)");
    assertThat(Suspend.<String>await(k -> users.nameOfId(42, k))).isEqualTo("user 42");
  }

  /** The guide says so: the Kotlin compiler boxes the value only for a caller that waits. */
  @Test
  void valueClassOfAnObject_isReturnedBoxed_onlyAfterAWait() {
    assertThat(Suspend.<Object>await(k -> users.callName(true, k)))
        .hasToString("CallName(text=Ada)");
    assertThat(Suspend.<Object>await(k -> users.callName(false, k))).isEqualTo("Ada");
  }

  @Test
  void defaultArguments_areGiven() {
    assertThat(Suspend.<String>await(k -> users.greet(1, "Hi", k))).isEqualTo("Hi, user 1");
  }

  @Test
  void uncheckedFailure_isThrownAsItIs() {
    IllegalStateException failure = new IllegalStateException("no database");
    Throwable thrown = catchThrowable(() -> Suspend.await(k -> users.failUnchecked(failure, k)));
    assertThat(thrown).isSameAs(failure);
  }

  @Test
  void checkedFailure_isThrownWrapped() {
    IOException failure = new IOException("no network");
    assertThatExceptionOfType(UncheckedIOException.class)
        .isThrownBy(() -> Suspend.await(k -> users.failChecked(failure, k)))
        .withCause(failure);
  }

  @Test
  void codeAfterAWait_runsOnAProperThread() {
    List<String> threads = Suspend.await(users::threads);
    assertThat(threads).hasSize(4).noneMatch(name -> name.contains("DefaultExecutor"));
    assertThat(threads.get(1)).isEqualTo(Thread.currentThread().getName());
    assertThat(threads.get(2)).startsWith("DefaultDispatcher-worker");
    assertThat(threads.get(3)).isEqualTo(Thread.currentThread().getName());
  }

  @Test
  void timeout_endsTheFunction_andItsChildren() {
    for (long limit = 40; users.getLog().isEmpty(); limit *= 4) { // or it has not even begun
      Duration longer = ofMillis(limit);
      assertThatExceptionOfType(TimeoutExceededException.class)
          .isThrownBy(() -> withTimeout(longer, () -> Suspend.<Integer>await(users::inParallel)));
    }
    assertThat(users.getLog()).containsExactly("started", "cleaned up", "cleaned up");
  }

  /** A mistake: a continuation is for one call. What comes too late is not the next result. */
  @Test
  void twoCallsInOneLambda_doNotDisturbTheNextAwait() {
    String next =
        taskScope()
            .call(
                scope -> {
                  CompletableDeferred<String> first =
                      CompletableDeferredKt.CompletableDeferred(null);
                  CompletableDeferred<String> late =
                      CompletableDeferredKt.CompletableDeferred(null);
                  Suspend.await(
                      k -> {
                        Object unused = first.await(k);
                        Object suspended = late.await(k);
                        first.complete("first");
                        return suspended;
                      });
                  CompletableDeferred<String> awaited =
                      CompletableDeferredKt.CompletableDeferred(null);
                  scope.launch(
                      () -> {
                        late.complete("late");
                        delay(ofMillis(50));
                        awaited.complete("awaited");
                      });
                  return Suspend.await(awaited::await);
                });
    assertThat(next).isEqualTo("awaited");
  }

  @Test
  void async_isATaskOfTheScope() {
    Task<String> task = taskScope().call(scope -> Suspend.async(scope, k -> users.nameOf(1, k)));
    assertThat(task.await()).isEqualTo("user 1");
    assertThatExceptionOfType(IllegalStateException.class)
        .isThrownBy(
            () ->
                taskScope()
                    .run(
                        scope ->
                            Suspend.async(
                                scope,
                                k -> users.failUnchecked(new IllegalStateException("broken"), k))))
        .withMessage("broken");
  }

  @Test
  void future_completes_fails_andCancels() throws Exception {
    assertThat(Suspend.<String>future(k -> users.nameOf(1, k)).get(10, TimeUnit.SECONDS))
        .isEqualTo("user 1");
    IOException failure = new IOException("no network");
    CompletableFuture<String> failing = Suspend.future(k -> users.failChecked(failure, k));
    assertThatExceptionOfType(ExecutionException.class)
        .isThrownBy(() -> failing.get(10, TimeUnit.SECONDS))
        .withCause(failure);
    CompletableFuture<Integer> waiting = Suspend.future(users::inParallel);
    Poll.until(() -> users.getLog().contains("started"));
    waiting.cancel(true);
    assertThatExceptionOfType(CancellationException.class).isThrownBy(waiting::join);
    Poll.until(() -> users.getLog().size() >= 3);
  }
}
