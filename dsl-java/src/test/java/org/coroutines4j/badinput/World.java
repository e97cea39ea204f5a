package org.coroutines4j.badinput;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import kotlinx.coroutines.ExecutorsKt;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.coroutines4j.Async;
import org.coroutines4j.Dispatchers;
import org.coroutines4j.ScopeFunction;
import org.coroutines4j.ServiceScope;
import org.coroutines4j.Task;
import org.coroutines4j.TaskScope;
import org.coroutines4j.flow.AsyncFlow;
import org.coroutines4j.function.ThrowingRunnable;

/** Good data for one bad call, which must leave it as it is. */
final class World implements AutoCloseable {
  /** As long as there is. */
  static final Duration FOR_EVER = Duration.ofSeconds(Long.MAX_VALUE, 999_999_999);

  static final Duration LONG = Duration.ofSeconds(20);
  static final Duration SHORT = Duration.ofMillis(20);
  static final Duration NEGATIVE = Duration.ofMillis(-5);

  final ServiceScope scope = ServiceScope.open("good");

  /** Another service, for calls that would close it. */
  final ServiceScope other = ServiceScope.open("other");

  /** A task at work until the world ends. */
  final Task<String> task;

  /** A task that has ended. */
  final Task<String> done = scope.async(() -> "done");

  final Goods goods = new Goods();

  private final CountDownLatch release = new CountDownLatch(1);
  private final AtomicInteger strayBodies = new AtomicInteger();
  private final ExecutorService lender = Executors.newSingleThreadExecutor();

  World() {
    task =
        scope.async(
            () -> {
              release.await();
              return "good value";
            });
    done.join();
  }

  /** A body that a call that throws must not have run. */
  Callable<String> body() {
    return () -> "stray body " + strayBodies.incrementAndGet();
  }

  /** The same, without a value. */
  ThrowingRunnable action() {
    return strayBodies::incrementAndGet;
  }

  /** The same, as the body of a block. */
  ScopeFunction<String> block() {
    return inner -> "stray body " + strayBodies.incrementAndGet();
  }

  /** A flow that must not be collected. */
  AsyncFlow<String> flow() {
    return AsyncFlow.generate(out -> out.emit(body().call()));
  }

  /** The scope of a block that is over. */
  TaskScope ended() {
    return Async.<TaskScope>call(inner -> inner.named("late"));
  }

  /** A service that is closed. */
  ServiceScope closed() {
    ServiceScope service = ServiceScope.open("closed");
    service.close();
    return service;
  }

  /** Calls in a task that runs on a foreign thread. */
  void onBorrowedThread(ThrowingCallable call) throws Throwable {
    rethrow(scope.on(Dispatchers.from(lender)).async(() -> catchThrowable(call)).await());
  }

  /** Calls in a task, which may wait. */
  void inTask(ThrowingCallable call) throws Throwable {
    rethrow(scope.async(() -> catchThrowable(call)).await());
  }

  /** Calls on a worker of Kotlin's Dispatchers.Default. */
  void onKotlinWorker(ThrowingCallable call) throws Throwable {
    FutureTask<Throwable> result = new FutureTask<>(() -> catchThrowable(call));
    Executor workers = ExecutorsKt.asExecutor(kotlinx.coroutines.Dispatchers.getDefault());
    workers.execute(result);
    rethrow(result.get());
  }

  private static void rethrow(Throwable thrown) throws Throwable {
    if (thrown != null) {
      throw thrown;
    }
  }

  /** Nothing has happened to the good data. */
  void assertUnharmed() {
    assertThat(strayBodies).as("bodies of bad calls that ran").hasValue(0);
    assertThat(scope.isActive() && other.isActive()).isTrue();
    assertThat(task.isActive()).isTrue();
    release.countDown();
    assertThat(task.await()).isEqualTo("good value");
    assertThat(scope.async(() -> 1).await()).isEqualTo(1);
    goods.assertUnharmed();
  }

  @Override
  public void close() {
    release.countDown();
    scope.close();
    other.close();
    lender.shutdownNow();
  }
}
