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
import org.coroutines4j.Dispatcher;
import org.coroutines4j.ServiceScope;
import org.coroutines4j.TaskScope;
import org.coroutines4j.Tasks;
import org.coroutines4j.internal.context.ContextAddition;
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
 * One run of a test: on a task of its own, so that the thread of the test can give up on one that
 * hangs.
 */
final class TestRun {
  /** How long what is cancelled may take to end. */
  private static final Duration GRACE = Duration.ofSeconds(3);

  private final TestScopeImpl scope;
  private final VirtualTimeScheduler time;
  private final ScopeDispatcher home;
  private final VirtualTimeContext simulation;
  private volatile boolean bodyHasEnded;
  private volatile @Nullable Throwable failureOfBody;

  private TestRun(@Nullable Long seed, TestScopeImpl scope) {
    this.scope = scope;
    time = new VirtualTimeScheduler(seed);
    simulation = new VirtualTimeContext(time);
    home = simulation.dispatcher();
  }

  static void run(@Nullable Long seed, TestAction body) {
    run(seed, new TestScopeImpl(), body);
  }

  /** Runs {@code body}; {@code scope} is what it gets. */
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
    Dispatcher dispatcher = new DispatcherImpl(home);
    ContextElement part = ContextAddition.of(simulation);
    ServiceScope root = TaskScope.open("test");
    CompletableFuture<?> ended =
        root.on(dispatcher)
            .with(part)
            .named("test")
            .launch(() -> runBody(body, dispatcher))
            .toCompletableFuture();
    try {
      await(ended, root, limit);
    } finally {
      simulation.endOpen();
      root.close(GRACE);
      awaitNo(simulation::hasOpen);
      simulation.cancelApart(); // last: resources that have just been released are managed so
      awaitNo(simulation::hasApart);
      scope.end(simulation);
    }
  }

  /** Nothing of a test goes on beside the next one. */
  private static void awaitNo(BooleanSupplier goesOn) {
    long deadline = System.nanoTime() + GRACE.toNanos();
    while (goesOn.getAsBoolean() && System.nanoTime() < deadline) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
    }
  }

  private void runBody(TestAction body, Dispatcher dispatcher) {
    Async.supervisorScope()
        .named("test")
        .run(
            opened -> {
              CoroutineThreads.run(b -> simulation.beginIn(b.frame().job()));
              scope.begin(simulation, new TestScopeImpl.Parts(opened, dispatcher, time));
              runWatched(body);
            });
    List<Throwable> lost = simulation.lost();
    if (!lost.isEmpty()) {
      throw new AssertionError("a service of the test has failed, and nobody took it", lost.get(0));
    }
    if (simulation.hasOpen()) {
      throw new AssertionError("the test has opened a scope and not closed it:\n" + Tasks.dump());
    }
  }

  /** Remembers how it has ended: it may be that not all of its tasks do. */
  private void runWatched(TestAction body) throws Exception {
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
    String dump = Tasks.dump();
    Throwable failure = failureOfBody;
    root.cancel("the test took too long");
    return new AssertionError(
        (bodyHasEnded
                ? "the body of the test has ended, but not all of its tasks, within "
                : failure != null
                    ? "the body of the test has failed, but not all of its tasks have ended, within "
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

  /** Shows, in the stack trace of a failure, how to see it again. */
  private static final class Seed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Seed(long seed) {
      super(
          "with seed " + seed + ": runTest(" + seed + "L, ...) does the same", null, false, false);
    }

    void addTo(Throwable failure) {
      failure.addSuppressed(this);
      if (failure.getSuppressed().length == 0) { // it takes none
        System.err.println(getMessage());
      }
    }
  }
}
