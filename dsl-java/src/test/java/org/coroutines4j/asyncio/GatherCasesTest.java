package org.coroutines4j.asyncio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.coroutines4j.Async.gather;
import static org.coroutines4j.Async.gatherSettled;
import static org.coroutines4j.asyncio.Answer.DIFFERENT;
import static org.coroutines4j.asyncio.Answer.SAME;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import org.coroutines4j.Outcome;
import org.coroutines4j.Task;
import org.coroutines4j.TaskCancelledException;
import org.coroutines4j.Tasks;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Running several bodies concurrently, and all their results. */
@Tag("exceptions")
class GatherCasesTest {
  private final IllegalStateException failure = new IllegalStateException("first");
  private final IllegalArgumentException second = new IllegalArgumentException("second");
  private final AtomicInteger count = new AtomicInteger();

  @ParameterizedTest
  @EnumSource
  @AsyncioCase(
      id = "E10",
      asyncioTest = "test_tasks.GatherTestsBase.test_success",
      answer = SAME,
      because = "returns the values in the order of the arguments, when all bodies have ended")
  void e10_values_comeInTheOrderOfTheArguments(Where where) {
    where.run(
        scope -> {
          Gate secondEnds = new Gate();
          Gate firstEnds = new Gate();
          Gate thirdEnds = new Gate();
          Task<List<Integer>> all =
              scope.async(
                  () ->
                      gather(
                          () -> {
                            secondEnds.await();
                            firstEnds.open();
                            return 2;
                          },
                          () -> {
                            secondEnds.open();
                            return 1;
                          },
                          () -> {
                            thirdEnds.await();
                            return 3;
                          }));
          firstEnds.await();
          assertThat(all.isDone()).isFalse();
          thirdEnds.open();

          assertThat(all.await()).containsExactly(2, 1, 3);
        });
  }

  @ParameterizedTest
  @EnumSource
  @AsyncioCase(
      id = "E11",
      asyncioTest = "test_tasks.GatherTestsBase.test_one_exception",
      answer = DIFFERENT,
      because =
          "gather cancels the siblings of the body that failed, waits for them, and throws the"
              + " same object as asyncio: no body is left running. To let the siblings continue, use"
              + " gatherSettled, which waits for all")
  void e11_firstFailure_cancelsTheSiblings(Where where) {
    where.run(
        scope -> {
          Gate sleeping = new Gate();

          assertThatThrownBy(
                  () ->
                      gather(
                          () -> 1,
                          () -> {
                            sleeping.await();
                            throw failure;
                          },
                          () -> countCancellation(sleeping)))
              .isSameAs(failure)
              .hasNoSuppressedExceptions();

          assertThat(count).hasValue(1);
        });
  }

  private int countCancellation(Gate sleeping) {
    try {
      sleeping.openAndSleep();
      throw new AssertionError("code after a cancelled wait has run");
    } catch (CancellationException e) {
      count.incrementAndGet();
      throw e;
    }
  }

  @ParameterizedTest
  @EnumSource
  @AsyncioCase(
      id = "E12",
      asyncioTest = "test_tasks.GatherTestsBase.test_return_exceptions",
      answer = SAME,
      because =
          "gatherSettled corresponds to gather(return_exceptions=True); it returns an Outcome"
              + " for each body")
  void e12_gatherSettled_returnsFailuresInTheirPlaces(Where where) {
    where.run(
        scope -> {
          Gate lastEnds = new Gate();
          Task<List<Outcome<Integer>>> all =
              scope.async(
                  () ->
                      gatherSettled(
                          () -> 3,
                          () -> 1,
                          () -> {
                            throw failure;
                          },
                          () -> {
                            lastEnds.await();
                            throw second;
                          }));
          assertThat(all.isDone()).isFalse();
          lastEnds.open();

          assertThat(all.await())
              .containsExactly(
                  new Outcome.Success<>(3),
                  new Outcome.Success<>(1),
                  new Outcome.Failure<>(failure),
                  new Outcome.Failure<>(second));
        });
  }

  @ParameterizedTest
  @EnumSource
  @AsyncioCase(
      id = "E14",
      asyncioTest = "test_tasks.CoroutineGatherTests.test_cancellation_broadcast",
      answer = SAME,
      because = "there is no gather object that could be cancelled a second time")
  void e14_cancelledGather_cancelsItsChildren(Where where) {
    where.run(
        scope -> {
          Gate first = new Gate();
          Gate other = new Gate();
          Task<?> task =
              scope.async(
                  () -> gather(() -> countCancellation(first), () -> countCancellation(other)));
          first.await();
          other.await();

          task.cancel();

          assertThatThrownBy(task::await).isInstanceOf(TaskCancelledException.class);
          assertThat(count).hasValue(2);
        });
  }

  @ParameterizedTest
  @EnumSource
  @AsyncioCase(
      id = "E17",
      asyncioTest = "test_tasks.CoroutineGatherTests.test_duplicate_coroutines",
      answer = DIFFERENT,
      because =
          "gather takes lambdas, not running objects: a lambda that is passed twice runs twice")
  void e17_bodyGivenThreeTimes_runsThreeTimes(Where where) {
    Callable<String> abc =
        () -> {
          count.incrementAndGet();
          return "abc";
        };
    where.run(
        scope ->
            assertThat(gather(abc, abc, () -> "def", abc))
                .containsExactly("abc", "abc", "def", "abc"));
    assertThat(count).hasValue(3);
  }

  @ParameterizedTest
  @EnumSource
  @AsyncioCase(
      id = "E17",
      asyncioTest =
          "test_tasks.CoroutineGatherTests.test_duplicate_coroutines,"
              + " test_constructor_empty_sequence_use_running_loop",
      answer = SAME,
      because = "a task runs once and may be passed several times to Tasks.awaitAll")
  void e17_taskGivenThreeTimes_runsOnce(Where where) {
    where.run(
        scope -> {
          Task<String> abc =
              scope.async(
                  () -> {
                    count.incrementAndGet();
                    return "abc";
                  });
          Task<String> def = scope.async(() -> "def");

          assertThat(Tasks.awaitAll(abc, abc, def, abc))
              .containsExactly("abc", "abc", "def", "abc");
          assertThat(gather(List.<Callable<String>>of())).isEmpty();
        });
    assertThat(count).hasValue(1);
  }
}
