package org.coroutines4j.asyncio;

import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.coroutines4j.Async.delay;
import static org.coroutines4j.Async.nonCancellable;
import static org.coroutines4j.Async.taskScope;

import java.util.ArrayList;
import java.util.List;
import org.coroutines4j.Resource;
import org.coroutines4j.flow.AsyncFlow;
import org.coroutines4j.flow.AsyncIterator;
import org.coroutines4j.function.ThrowingConsumer;
import org.junit.jupiter.api.Test;

/**
 * Restates what CPython's {@code test_contextlib_async} requires of context managers, stacks of
 * them and {@code aclosing}, beyond {@link ContextManagerCasesTest}.
 */
class AsyncioContextTest {
  private final List<Object> log = new ArrayList<>();

  private Resource<Integer> logging(int value) {
    return Resource.managed(
        holder -> {
          delay(ofMillis(1));
          log.add("enter " + value);
          try {
            holder.hold(value);
          } finally {
            delay(ofMillis(1));
            log.add("exit " + value);
          }
        });
  }

  private static void divideByZero() {
    throw new ArithmeticException("/ by zero");
  }

  @Test
  void test_contextmanager_plain_goesInAndOut() {
    logging(42).run(log::add);
    assertThat(log).containsExactly("enter 42", 42, "exit 42");
  }

  @Test
  void test_contextmanager_trap_yield_after_throw_isRefused() {
    Resource<Integer> stubborn =
        Resource.managed(
            holder -> {
              try {
                holder.hold(1);
              } catch (ArithmeticException e) {
                log.add(e.getMessage());
                holder.hold(2);
              }
            });
    assertThatIllegalStateException()
        .isThrownBy(() -> stubborn.run(value -> divideByZero()))
        .withMessageContaining("holds again");
    assertThat(log).containsExactly("/ by zero");
  }

  @Test
  void test_contextmanager_wrap_runtimeerror_isThrownInsteadOfCause() {
    Resource<Integer> wrapping =
        Resource.managed(
            holder -> {
              try {
                holder.hold(1);
              } catch (ArithmeticException e) {
                throw new IllegalStateException("caught " + e.getMessage(), e);
              }
            });
    assertThatIllegalStateException()
        .isThrownBy(() -> wrapping.run(value -> divideByZero()))
        .withMessage("caught / by zero")
        .withCauseExactlyInstanceOf(ArithmeticException.class);
  }

  @Test
  void test_decorator_managesEachCall() {
    Resource<Integer> resource = logging(1);
    ThrowingConsumer<String> decorated = name -> resource.run(value -> log.add(name));
    taskScope()
        .run(
            scope -> {
              decorated.accept("a");
              decorated.accept("b");
            });
    assertThat(log).containsExactly("enter 1", "a", "exit 1", "enter 1", "b", "exit 1");
  }

  @Test
  void test_async_exit_exception_chaining_outerManagersSeeTheNewest() {
    IllegalArgumentException first = new IllegalArgumentException("first");
    Resource<Integer> replacing =
        Resource.managed(
            holder -> {
              try {
                holder.hold(1);
              } catch (IllegalArgumentException e) {
                throw new IllegalStateException("second", e);
              }
            });
    Resource<Integer> watching =
        Resource.managed(
            holder -> {
              try {
                holder.hold(2);
              } catch (IllegalStateException e) {
                log.add(e.getCause());
                throw e;
              }
            });
    assertThatIllegalStateException()
        .isThrownBy(
            () ->
                watching.run(
                    outer ->
                        replacing.run(
                            inner -> {
                              throw first;
                            })))
        .withMessage("second");
    assertThat(log).containsExactly(first);
  }

  @Test
  void test_enter_async_context_inALoop_exitsTheLastFirst() {
    taskScope()
        .run(
            scope -> {
              for (int i = 0; i < 4; i++) {
                assertThat(scope.use(logging(i))).isEqualTo(i);
              }
              log.add("body");
            });
    assertThat(log)
        .containsExactly(
            "enter 0", "enter 1", "enter 2", "enter 3", "body", "exit 3", "exit 2", "exit 1",
            "exit 0");
  }

  private final AsyncFlow<Integer> numbers =
      AsyncFlow.generate(
          out -> {
            try {
              out.emit(-1);
              out.emit(-2);
            } finally {
              nonCancellable(() -> delay(ofMillis(1)));
              log.add("closed");
            }
          });

  @Test
  void test_aclosing_closesBeforeWhatFollows() {
    try (AsyncIterator<Integer> iterator = numbers.iterator()) {
      log.add(iterator.next());
    }
    log.add("after");
    assertThat(log).containsExactly(-1, "closed", "after");
  }

  @Test
  void test_aclosing_error_andBpo41229_closeToo() {
    assertThatExceptionOfType(ArithmeticException.class)
        .isThrownBy(
            () -> {
              try (AsyncIterator<Integer> iterator = numbers.iterator()) {
                log.add(iterator.next());
                divideByZero();
              }
            });
    assertThat(log).containsExactly(-1, "closed");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> {
              try (AsyncIterator<Integer> iterator = numbers.iterator()) {
                throw new IllegalArgumentException("before " + iterator.hashCode());
              }
            });
    assertThat(log).as("what never began is not closed").containsExactly(-1, "closed");
  }
}
