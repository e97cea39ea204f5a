package org.coroutines4j.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.coroutines4j.Async.nonCancellable;
import static org.coroutines4j.Async.supervisorScope;
import static org.coroutines4j.Async.taskScope;
import static org.coroutines4j.Async.yieldNow;

import java.util.NoSuchElementException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import org.coroutines4j.ServiceScope;
import org.coroutines4j.Task;
import org.coroutines4j.TaskFailedException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Guards that stateIn without an initial value waits for the first one, and that a failure before
 * it reaches the caller only.
 */
class FirstStateTest {
  private final AtomicInteger open = new AtomicInteger();

  private AsyncFlow<Integer> silent() {
    return AsyncFlow.generate(
        out -> {
          open.incrementAndGet();
          try {
            Hot.sleepForEver();
          } finally {
            nonCancellable(() -> yieldNow());
            open.decrementAndGet();
          }
        });
  }

  @AfterEach
  void noProducerIsLeft() {
    assertThat(open).hasValue(0);
  }

  @Test
  void state_hasTheFirstValue_andFollowsTheFlow() {
    MutableStateFlow<Integer> source = MutableStateFlow.create(3);
    taskScope()
        .run(
            scope -> {
              StateFlow<Integer> state = source.map(n -> n * 10).stateIn(scope);
              assertThat(state.value()).isEqualTo(30);
              source.set(4);
              assertThat(state.first(n -> n == 40)).isEqualTo(40);
            });
  }

  @Test
  void failureBeforeTheFirstValue_reachesTheCallerOnly() {
    IllegalStateException broken = new IllegalStateException("broken");
    taskScope()
        .run(
            scope -> {
              assertThatThrownBy(() -> AsyncFlow.failed(broken).stateIn(scope)).isSameAs(broken);
              assertThatThrownBy(() -> AsyncFlow.empty().stateIn(scope))
                  .isInstanceOf(NoSuchElementException.class);
              assertThat(scope.isActive()).isTrue();
            });
  }

  @Test
  void failureAfterTheFirstValue_isOneOfTheScope() {
    IllegalStateException broken = new IllegalStateException("broken");
    assertThatThrownBy(
            () ->
                taskScope()
                    .run(
                        scope -> {
                          AsyncFlow.of(1).concatWith(AsyncFlow.failed(broken)).stateIn(scope);
                          Hot.sleepForEver();
                        }))
        .isSameAs(broken);
  }

  @Test
  void cancelledCaller_endsTheCollection() {
    supervisorScope()
        .run(
            scope -> {
              Task<?> caller = scope.async(() -> silent().stateIn(scope));
              Hot.until(() -> open.get() == 1);
              Hot.cancelAndJoin(caller);
              Hot.until(() -> open.get() == 0);
              assertThat(scope.isActive()).isTrue();
            });
  }

  @Test
  void closedScope_endsTheWait() {
    ServiceScope service = ServiceScope.open("service");
    supervisorScope()
        .run(
            scope -> {
              Task<?> waiter = scope.async(() -> silent().stateIn(service));
              Hot.until(() -> open.get() == 1);
              service.close();
              assertThatThrownBy(waiter::await)
                  .isInstanceOf(TaskFailedException.class)
                  .hasRootCauseInstanceOf(CancellationException.class);
            });
  }
}
