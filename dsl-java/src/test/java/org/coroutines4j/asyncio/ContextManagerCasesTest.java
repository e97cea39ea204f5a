package org.coroutines4j.asyncio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.coroutines4j.Async.delay;
import static org.coroutines4j.asyncio.Answer.DIFFERENT;
import static org.coroutines4j.asyncio.Answer.SAME;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.coroutines4j.Resource;
import org.junit.jupiter.api.Test;

/** Managed resources against {@code @asynccontextmanager}. */
class ContextManagerCasesTest {
  private final List<String> log = new ArrayList<>();

  private final Resource<Integer> managed =
      Resource.managed(
          holder -> {
            log.add("enter");
            try {
              holder.hold(42);
            } finally {
              delay(Duration.ofMillis(1));
              log.add("exit");
            }
          });

  private static void fail(int value) {
    throw new IllegalArgumentException("no " + value);
  }

  @Test
  @AsyncioCase(
      id = "E60",
      asyncioTest = "test_contextlib_async.test_contextmanager_finally",
      answer = SAME,
      because = "the cleanup has run, including its waits, and the failure is thrown")
  void e60_failingBody_runsTheCleanup_andTheFailureIsThrown() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> managed.run(ContextManagerCasesTest::fail))
        .withMessage("no 42");
    assertThat(log).containsExactly("enter", "exit");
  }

  @Test
  @AsyncioCase(
      id = "E60",
      asyncioTest = "test_contextlib_async.test_contextmanager_except",
      answer = DIFFERENT,
      because =
          "if a manager catches the failure, `run` returns; `use` throws it nevertheless, since"
              + " it has no value to return")
  void e60_failureCaughtByTheManager_endsThere() {
    Resource<Integer> catching =
        Resource.managed(
            holder -> {
              try {
                holder.hold(1);
              } catch (IllegalArgumentException e) {
                log.add("caught " + e.getMessage());
              }
            });
    catching.run(ContextManagerCasesTest::fail);
    assertThat(log).containsExactly("caught no 1");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                catching.use(
                    value -> {
                      fail(value);
                      return value;
                    }));
  }

  @Test
  @AsyncioCase(
      id = "E60",
      asyncioTest = "test_contextlib_async.test_contextmanager_trap_no_yield",
      answer = SAME,
      because = "throws IllegalStateException, where asyncio raises RuntimeError")
  void e60_managerThatNeverHolds_isRefused() {
    assertThatIllegalStateException()
        .isThrownBy(() -> Resource.<Integer>managed(holder -> {}).run(value -> log.add("body")))
        .withMessageContaining("must hold once");
    assertThat(log).isEmpty();
  }

  @Test
  @AsyncioCase(
      id = "E60",
      asyncioTest = "test_contextlib_async.test_contextmanager_trap_second_yield",
      answer = SAME,
      because = "the second hold throws IllegalStateException, where asyncio raises RuntimeError")
  void e60_managerThatHoldsTwice_isRefused() {
    Resource<Integer> twice =
        Resource.managed(
            holder -> {
              holder.hold(1);
              holder.hold(2);
            });
    assertThatIllegalStateException()
        .isThrownBy(() -> twice.run(value -> log.add("body " + value)))
        .withMessageContaining("holds again");
    assertThat(log).containsExactly("body 1");
  }
}
