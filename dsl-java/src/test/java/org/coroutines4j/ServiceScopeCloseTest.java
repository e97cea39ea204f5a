package org.coroutines4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.coroutines4j.TaskScopeFailureTest.delayForEver;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import kotlin.coroutines.EmptyCoroutineContext;
import kotlinx.coroutines.BuildersKt;
import kotlinx.coroutines.CoroutineStart;
import org.coroutines4j.function.ThrowingRunnable;
import org.coroutines4j.internal.scope.TaskScopeImpl;
import org.coroutines4j.testkit.CapturedLog;
import org.junit.jupiter.api.Test;

/** Guards that the failure handler of a service may close it. */
class ServiceScopeCloseTest {
  /** Longer than the tests may take: a task that waits for itself exceeds the time limit. */
  private static final Duration GRACE = Duration.ofMinutes(5);

  private final CountDownLatch closed = new CountDownLatch(1);

  private final AtomicReference<ServiceScope> opened = new AtomicReference<>();

  private ServiceScope closedByItsHandler() {
    ServiceScope scope =
        ServiceScope.builder("shop").onFailure((task, failure) -> opened.get().close(GRACE)).open();
    opened.set(scope);
    return scope;
  }

  private static Object fail() {
    throw new IllegalStateException("boom");
  }

  @Test
  void closeByTheFailureHandler_doesNotWaitForTheTaskThatFails() throws Exception {
    ServiceScope scope = closedByItsHandler();
    closesAll(scope, () -> scope.launch(ServiceScopeCloseTest::fail).join());
  }

  @Test
  void close_byAnInnerScopesHandler_doesNotAwaitTheFailingTask() throws Exception {
    ServiceScope scope = ServiceScope.open("shop");
    ThrowingRunnable inner =
        () ->
            Async.supervisorScope()
                .onFailure((task, failure) -> scope.close(GRACE))
                .run(block -> block.launch(ServiceScopeCloseTest::fail));
    closesAll(scope, () -> scope.launch(inner).join());
  }

  @Test
  void close_byACoroutinesHandler_doesNotAwaitTheFailingCoroutine() throws Exception {
    ServiceScope scope = closedByItsHandler();
    closesAll(
        scope,
        () ->
            BuildersKt.launch(
                ((TaskScopeImpl) scope).scope.node,
                EmptyCoroutineContext.INSTANCE,
                CoroutineStart.DEFAULT,
                (coroutineScope, k) -> fail()));
  }

  /** {@code provoke} has the scope closed by one of its handlers. */
  private void closesAll(ServiceScope scope, ThrowingRunnable provoke) throws Exception {
    CountDownLatch running = new CountDownLatch(1);
    scope.use(closed::countDown);
    Task<?> other =
        scope.launch(
            () -> {
              running.countDown();
              delayForEver();
            });
    running.await();
    try (CapturedLog log = new CapturedLog()) {
      provoke.run();
      closed.await();
      assertThat(log.lines()).isEmpty();
    }
    assertThat(other.isCancelled()).isTrue();
    assertThat(scope.isActive()).isFalse();
  }
}
