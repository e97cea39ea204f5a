package org.coroutines4j.testing;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.coroutines4j.Async;
import org.coroutines4j.ContextElement;
import org.coroutines4j.Diagnostics;
import org.coroutines4j.Dispatcher;
import org.coroutines4j.ServiceScope;
import org.coroutines4j.Task;
import org.coroutines4j.internal.context.ContextElementImpl;
import org.coroutines4j.internal.context.DispatcherImpl;
import org.coroutines4j.runtime.coroutine.CoroutineThreads;
import org.coroutines4j.runtime.dispatch.DispatchedStep;
import org.coroutines4j.runtime.dispatch.ScopeDispatcher;
import org.coroutines4j.runtime.dispatch.SneakyThrow;
import org.coroutines4j.runtime.time.Nanos;
import org.coroutines4j.runtime.virtualtime.VirtualTimeContext;
import org.coroutines4j.runtime.virtualtime.VirtualTimeScheduler;
import org.jspecify.annotations.Nullable;

/**
 * One run of a test. The body runs in a task of its own, so that the thread of the test can stop
 * waiting for a test that hangs.
 */
final class TestRun {
  /** How long cancelled work may take to end. */
  private static final Duration GRACE = Duration.ofSeconds(3);

  private final TestScopeImpl scope;
  private final VirtualTimeScheduler time;
  private final ScopeDispatcher testDispatcher;
  private final VirtualTimeContext testContext;
  private volatile boolean bodyHasEnded;
  private volatile @Nullable Throwable failureOfBody;

  private TestRun(@Nullable Long seed, TestScopeImpl scope) {
    this.scope = scope;
    time = new VirtualTimeScheduler(seed);
    testContext = new VirtualTimeContext(time);
    testDispatcher = testContext.dispatcher();
  }

  static void run(@Nullable Long seed, TestAction body) {
    run(seed, new TestScopeImpl(), body);
  }

  /** Runs {@code body} with {@code scope} as its argument. */
  static void run(@Nullable Long seed, TestScopeImpl scope, TestAction body) {
    if (CoroutineThreads.current() != null || DispatchedStep.current() != null) {
      throw new IllegalStateException(
          "a test in virtual time cannot run inside a task or coroutine; call runTest on a plain"
              + " thread");
    }
    CoroutineThreads.requireMayWait();
    Duration limit = TestLimit.get();
    TestRun run = new TestRun(seed, scope);
    try {
      run.run(body, limit);
    } catch (Throwable t) {
      if (seed != null) {
        new Seed(seed).addTo(t);
      }
      throw t;
    }
  }

  private void run(TestAction body, Duration limit) {
    Dispatcher dispatcher = new DispatcherImpl(testDispatcher);
    ContextElement membership = ContextElementImpl.of(testContext);
    ServiceScope root = ServiceScope.open("virtual time");
    Task<?> task =
        root.on(dispatcher)
            .with(membership)
            .named("runTest")
            .lazily()
            .launch(() -> runBody(body, dispatcher));
    CompletableFuture<?> ended = task.toCompletableFuture(); // first: it handles the failure
    try {
      boolean unused = task.start();
      await(ended, root, limit);
    } finally {
      testContext.endOpen();
      root.close(GRACE);
      awaitEnd(testContext::hasOpen);
      testContext.cancelApart(); // last, since the cleanup above releases resources by such work
      awaitEnd(testContext::hasApart);
      scope.end(testContext);
    }
  }

  /**
   * Waits, at most for the grace time, so that no work of this test overlaps with the next test.
   */
  private static void awaitEnd(BooleanSupplier isRunning) {
    long deadline = System.nanoTime() + GRACE.toNanos();
    while (isRunning.getAsBoolean() && System.nanoTime() < deadline) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
    }
  }

  private void runBody(TestAction body, Dispatcher dispatcher) {
    Async.supervisorScope()
        .named("test")
        .run(
            opened -> {
              CoroutineThreads.run(b -> testContext.beginIn(b.frame().job()));
              scope.begin(testContext, new TestScopeImpl.Parts(opened, dispatcher, time));
              runRecorded(body);
            });
    List<Throwable> lost = testContext.lost();
    if (!lost.isEmpty()) {
      throw new AssertionError(
          "a task of a service scope has failed, and no code has handled the failure", lost.get(0));
    }
    if (testContext.hasOpen()) {
      throw new AssertionError(
          "the test has opened a ServiceScope and not closed it; close it before the test ends. All"
              + " tasks:\n"
              + Diagnostics.dump());
    }
  }

  /**
   * Runs {@code body} and records how it ended, for the message if some of its tasks do not end.
   */
  private void runRecorded(TestAction body) throws Exception {
    try {
      body.run(scope);
      bodyHasEnded = true;
    } catch (Throwable t) {
      failureOfBody = t;
      throw t;
    }
  }

  private void await(CompletableFuture<?> ended, ServiceScope root, Duration limit) {
    try {
      ended.get(Nanos.of(limit), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      AssertionError hanging = hanging(limit, root);
      if (ended.isCompletedExceptionally()) {
        hanging.addSuppressed(ended.handle((value, cause) -> cause).join());
      }
      throw hanging;
    } catch (InterruptedException e) {
      root.cancel("the thread of the test was interrupted");
      Thread.currentThread().interrupt();
      throw new CancellationException("the thread of the test was interrupted");
    } catch (ExecutionException e) {
      throw SneakyThrow.sneak(Objects.requireNonNull(e.getCause()));
    }
  }

  private AssertionError hanging(Duration limit, ServiceScope root) {
    String dump = Diagnostics.dump();
    Throwable failure = failureOfBody;
    root.cancel("the test took too long");
    return new AssertionError(
        (bodyHasEnded
                ? "the body of the test has ended, but not all of its tasks, within "
                : failure != null
                    ? "the body of the test has failed, but not all of its tasks have ended, within"
                        + " "
                    : "the test has not ended within ")
            + limit
            + " of real time (-D"
            + TestLimit.PROPERTY
            + "=seconds changes that); its own time is "
            + time.elapsed()
            + ". Its tasks:\n"
            + dump,
        failure);
  }

  /** A suppressed exception that shows, in the stack trace of a failure, how to reproduce it. */
  private static final class Seed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Seed(long seed) {
      super(
          "with seed " + seed + ": runTest(" + seed + "L, ...) does the same", null, false, false);
    }

    void addTo(Throwable failure) {
      failure.addSuppressed(this);
      if (failure.getSuppressed().length == 0) { // suppression is disabled for this exception
        System.err.println(getMessage());
      }
    }
  }
}
