package org.coroutines4j.kotlin.places;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.coroutines4j.Async.delay;
import static org.coroutines4j.Async.nonCancellable;
import static org.coroutines4j.Async.run;
import static org.coroutines4j.Async.taskScope;
import static org.coroutines4j.Async.withTimeout;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import kotlin.ResultKt;
import kotlin.Unit;
import kotlin.coroutines.Continuation;
import kotlin.coroutines.intrinsics.IntrinsicsKt;
import kotlinx.coroutines.CompletableDeferred;
import kotlinx.coroutines.CompletableDeferredKt;
import kotlinx.coroutines.DelayKt;
import kotlinx.coroutines.channels.BufferOverflow;
import kotlinx.coroutines.channels.Channel;
import kotlinx.coroutines.channels.ChannelKt;
import org.coroutines4j.Task;
import org.coroutines4j.TimeoutExceededException;
import org.coroutines4j.kotlin.Suspend;
import org.coroutines4j.kotlin.SuspendFunction;
import org.coroutines4j.testkit.CapturedLog;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * The continuation of a call that is not passed to one suspend function, once, whose result is
 * returned: it is told, with the place, and no other wait is disturbed.
 */
class MisusedContinuationTest {
  private final CapturedLog log = new CapturedLog();

  @AfterEach
  void stop() {
    log.close();
  }

  private static <T> CompletableDeferred<T> deferred() {
    return CompletableDeferredKt.CompletableDeferred(null);
  }

  /** The only line, when it is there, which may be a moment after what caused it. */
  private String line() {
    long deadline = System.nanoTime() + ofSeconds(20).toNanos();
    while (log.lines().isEmpty() && System.nanoTime() < deadline) {
      LockSupport.parkNanos(1_000_000);
    }
    assertThat(log.records()).map(LogRecord::getLevel).containsExactly(Level.WARNING);
    return log.lines().get(0);
  }

  private static String at(String method) {
    return "called at " + MisusedContinuationTest.class.getName() + "." + method;
  }

  // A call that is abandoned.

  @Test
  void abandonedCall_isToldWhenTheTaskEnds() {
    taskScope()
        .run(
            scope ->
                scope
                    .named("careless")
                    .launch(
                        () -> {
                          Unit unit =
                              Suspend.await(
                                  k -> {
                                    DelayKt.delay(60_000, k);
                                    return Unit.INSTANCE;
                                  });
                          assertThat(unit).isSameAs(Unit.INSTANCE);
                          assertThat(log.lines()).isEmpty();
                        }));
    assertThat(line())
        .contains("still waiting when task 'careless' ended, and is cancelled")
        .contains(at("lambda$abandonedCall_isToldWhenTheTaskEnds"))
        .contains("MisusedContinuationTest.java:");
  }

  @Test
  void abandonedCall_isToldWhenTheBlockEnds_orTheVerbOutsideAnyTask() {
    SuspendFunction<Unit> abandoned =
        k -> {
          DelayKt.delay(60_000, k);
          return Unit.INSTANCE;
        };
    taskScope()
        .run(
            scope -> {
              withTimeout(ofSeconds(60), () -> Suspend.await(abandoned));
              assertThat(log.lines()).singleElement().asString().contains("timeout of PT1M");
              taskScope().named("inner").run(inner -> Suspend.await(abandoned));
              assertThat(log.lines()).hasSize(2).last().asString().contains("scope 'inner' ended");
            });
    Unit unused = Suspend.await(abandoned);
    assertThat(log.lines()).hasSize(3);
  }

  @Test
  void abandonedCall_isTold_whenItIsResumed() {
    CompletableDeferred<String> pending = deferred();
    run(
        scope -> {
          String value =
              Suspend.await(
                  k -> {
                    Object unused = pending.await(k);
                    return "at once";
                  });
          assertThat(value).isEqualTo("at once");
          pending.complete("late");
          assertThat(line())
              .contains("resumed with a value of java.lang.String, which is lost")
              .contains(at("lambda$abandonedCall_isTold_whenItIsResumed"));
        });
    assertThat(log.lines()).hasSize(1); // and not once more at the end
  }

  @Test
  void abandonedCallThatFails_isTold_withTheFailure() {
    CompletableDeferred<String> pending = deferred();
    run(
        scope -> {
          Suspend.await(
              k -> {
                Object unused = pending.await(k);
                return null;
              });
          pending.completeExceptionally(new IOException("no\nnetwork"));
          assertThat(line()).contains("resumed with java.io.IOException: no\\nnetwork, which is");
        });
  }

  @Test
  void abandonedCall_ofALambdaThatThrows_isTold() {
    CompletableDeferred<String> pending = deferred();
    run(
        scope -> {
          assertThatThrownBy(
                  () ->
                      Suspend.await(
                          k -> {
                            Object unused = pending.await(k);
                            throw new IllegalStateException("thrown");
                          }))
              .hasMessage("thrown");
          pending.complete("late");
          assertThat(line()).contains("a value of java.lang.String");
        });
  }

  @Test
  void abandonedReceive_losesNoElement_afterItsTask() {
    Channel<String> channel = ChannelKt.Channel(1, BufferOverflow.SUSPEND, null);
    taskScope()
        .run(
            scope ->
                scope.launch(
                    () ->
                        Suspend.await(
                            k -> {
                              Object unused = channel.receive(k);
                              return null;
                            })));
    assertThat(line()).contains("still waiting when task");
    Suspend.await(k -> channel.send("element", k));
    assertThat(Suspend.<String>await(channel::receive)).isEqualTo("element");
    assertThat(log.lines()).hasSize(1);
  }

  @Test
  void abandonedCall_inAShield_isTold_whenItIsResumed() {
    CompletableDeferred<Unit> pending = deferred();
    nonCancellable(
        () ->
            Suspend.<Unit>await(
                k -> {
                  Object unused = pending.await(k);
                  return Unit.INSTANCE;
                }));
    pending.complete(Unit.INSTANCE);
    assertThat(line()).contains("resumed with kotlin.Unit, which is lost");
  }

  // A continuation that is used twice.

  @Test
  void secondResumption_isTold_andTheFirstIsTheResult() {
    CompletableDeferred<String> first = deferred();
    CompletableDeferred<String> second = deferred();
    String next =
        taskScope()
            .call(
                scope -> {
                  String value =
                      Suspend.await(
                          k -> {
                            Object unused = first.await(k);
                            Object suspended = second.await(k);
                            first.complete("first");
                            return suspended;
                          });
                  assertThat(value).isEqualTo("first");
                  CompletableDeferred<String> awaited = deferred();
                  scope.launch(
                      () -> {
                        second.complete("second");
                        delay(ofMillis(50));
                        awaited.complete("awaited");
                      });
                  return Suspend.await(awaited::await);
                });
    assertThat(next).isEqualTo("awaited");
    assertThat(line())
        .contains("resumed with a value of java.lang.String")
        .contains(at("lambda$secondResumption_isTold_andTheFirstIsTheResult"));
  }

  @Test
  void secondUse_thatStillWaitsAtTheEnd_isTold() {
    CompletableDeferred<String> first = deferred();
    CompletableDeferred<String> never = deferred();
    taskScope()
        .named("twice")
        .run(
            scope -> {
              String value =
                  Suspend.await(
                      k -> {
                        Object unused = never.await(k);
                        Object suspended = first.await(k);
                        first.complete("first");
                        return suspended;
                      });
              assertThat(value).isEqualTo("first");
            });
    assertThat(line()).contains("still waiting when scope 'twice' ended");
  }

  /** By hand, before the lambda has returned, and once more. */
  @Test
  void resumptionsByHand_areOneTooMany() {
    String value =
        Suspend.await(
            k -> {
              k.resumeWith("early");
              return IntrinsicsKt.getCOROUTINE_SUSPENDED();
            });
    assertThat(value).isEqualTo("early");
    assertThat(log.lines()).isEmpty();
    String returned =
        Suspend.await(
            k -> {
              Thread other = new Thread(() -> k.resumeWith("resumed"));
              other.start();
              other.join();
              return "returned";
            });
    assertThat(returned).isEqualTo("returned");
    assertThat(line()).contains("a value of java.lang.String");
  }

  // After a cancellation.

  @Test
  void resumptionAfterACancelledWait_isTold() {
    List<Continuation<?>> kept = new CopyOnWriteArrayList<>();
    taskScope()
        .run(
            scope -> {
              assertThatThrownBy(
                      () ->
                          withTimeout(
                              ofMillis(20),
                              () ->
                                  Suspend.<Unit>await(
                                      k -> {
                                        kept.add(k);
                                        return DelayKt.delay(60_000, k);
                                      })))
                  .isInstanceOf(TimeoutExceededException.class);
              assertThat(log.lines()).isEmpty();
              resume(kept.get(0));
              String next =
                  Suspend.await(
                      k -> {
                        delayedResume(k);
                        return IntrinsicsKt.getCOROUTINE_SUSPENDED();
                      });
              assertThat(next).isEqualTo("next");
            });
    assertThat(line()).contains("resumed with a value of java.lang.String");
  }

  @SuppressWarnings("unchecked")
  private static void resume(Continuation<?> k) {
    ((Continuation<Object>) k).resumeWith("late");
  }

  private static void delayedResume(Continuation<String> k) {
    new Thread(
            () -> {
              try {
                Thread.sleep(30);
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
              k.resumeWith("next");
            })
        .start();
  }

  // In tasks and futures.

  @Test
  void placeOfAnAsync_isWhereItWasStarted() {
    CompletableDeferred<String> pending = deferred();
    run(
        scope -> {
          Task<String> task =
              Suspend.async(
                  scope,
                  k -> {
                    Object unused = pending.await(k);
                    return "at once";
                  });
          assertThat(task.await()).isEqualTo("at once");
        });
    assertThat(line())
        .contains("still waiting when task 'task-")
        .contains(at("lambda$placeOfAnAsync_isWhereItWasStarted"));
  }

  @Test
  void future_hasItsFirstResult_andTheRestIsTold() throws Exception {
    CompletableDeferred<String> pending = deferred();
    CompletableFuture<String> abandoned =
        Suspend.future(
            k -> {
              Object unused = pending.await(k);
              return "at once";
            });
    assertThat(abandoned.get(20, TimeUnit.SECONDS)).isEqualTo("at once");
    assertThat(line())
        .contains("still waiting when its coroutine ended")
        .contains(at("future_hasItsFirstResult_andTheRestIsTold"));
  }

  @Test
  void futureThatIsResumedTwice_hasTheFirstResult() throws Exception {
    CompletableDeferred<String> never = deferred();
    CompletableFuture<String> twice =
        Suspend.future(
            k -> {
              delayedResume(k);
              return never.await(k);
            });
    assertThat(twice.get(20, TimeUnit.SECONDS)).isEqualTo("next");
    assertThat(line()).contains("still waiting when its coroutine ended");
  }

  @Test
  void futureThatIsResumedByHand_completesOrFails() throws Exception {
    assertThat(
            Suspend.<String>future(
                    k -> {
                      delayedResume(k);
                      return IntrinsicsKt.getCOROUTINE_SUSPENDED();
                    })
                .get(20, TimeUnit.SECONDS))
        .isEqualTo("next");
    IOException failure = new IOException("by hand");
    CompletableFuture<String> failing =
        Suspend.future(
            k -> {
              resumeExceptionally(k, failure);
              return IntrinsicsKt.getCOROUTINE_SUSPENDED();
            });
    assertThatThrownBy(() -> failing.get(20, TimeUnit.SECONDS))
        .isInstanceOf(ExecutionException.class)
        .hasRootCause(failure);
    assertThat(log.lines()).isEmpty();
  }

  @SuppressWarnings({"unchecked", "rawtypes"})
  private static void resumeExceptionally(Continuation<?> k, Throwable failure) {
    ((Continuation) k).resumeWith(ResultKt.createFailure(failure));
  }

  @Test
  void placeOfAFunctionWithAName_isThatOfEachCall() {
    final class Careless implements SuspendFunction<String> {
      private final CompletableDeferred<String> pending = deferred();

      @Override
      public Object invoke(Continuation<String> k) {
        Object unused = pending.await(k);
        return "at once";
      }
    }
    firstPlace(new Careless());
    secondPlace(new Careless());
    assertThat(log.lines()).hasSize(2);
    assertThat(log.lines().get(0)).contains(at("firstPlace"));
    assertThat(log.lines().get(1)).contains(at("secondPlace"));
  }

  private static void firstPlace(SuspendFunction<String> function) {
    String unused = Suspend.await(function);
  }

  private static void secondPlace(SuspendFunction<String> function) {
    String unused = Suspend.await(function);
  }

  // What is no mistake.

  @Test
  void callsThatAreRight_areNotTold() {
    List<String> values = new ArrayList<>();
    taskScope()
        .run(
            scope -> {
              for (int round = 0; round < 200; round++) {
                int i = round;
                CompletableDeferred<String> ready = deferred();
                scope.launch(() -> ready.complete("value"));
                values.add(Suspend.await(ready::await));
                Suspend.<Unit>await(k -> DelayKt.delay(i % 2, k));
              }
              Task<Unit> cancelled = Suspend.async(scope, k -> DelayKt.delay(60_000, k));
              cancelled.cancel();
              cancelled.join();
            });
    assertThat(values).hasSize(200).containsOnly("value");
    assertThat(log.lines()).isEmpty();
  }
}
