package org.coroutines4j.testing;

import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import kotlin.coroutines.CoroutineContext;
import org.coroutines4j.ContextElement;
import org.coroutines4j.Dispatcher;
import org.coroutines4j.Resource;
import org.coroutines4j.Task;
import org.coroutines4j.TaskScope;
import org.coroutines4j.function.ThrowingRunnable;
import org.coroutines4j.internal.scope.CoroutineTaskScope;
import org.coroutines4j.runtime.coroutine.CoroutineThreads;
import org.coroutines4j.runtime.virtualtime.VirtualTimeContext;
import org.coroutines4j.runtime.virtualtime.VirtualTimeScheduler;
import org.jspecify.annotations.Nullable;

/**
 * The scope of a test. It exists before the body of the test runs, so it delegates to the scope of
 * the current run. For a test factory there are several runs.
 */
final class TestScopeImpl implements TestScope, CoroutineTaskScope {
  /** The scope, the dispatcher and the virtual time of one run. */
  record Parts(TaskScope scope, Dispatcher dispatcher, VirtualTimeScheduler time) {}

  /** The current runs. Those of the dynamic tests of a factory may be concurrent. */
  private final Map<VirtualTimeContext, Parts> running = new ConcurrentHashMap<>();

  /** The run that began last, for threads outside any test; null before the first run. */
  private volatile @Nullable Parts last;

  /** Records that the body of {@code test} begins. */
  void begin(VirtualTimeContext test, Parts parts) {
    running.put(test, parts);
    last = parts;
  }

  /** Records that {@code test} has ended. */
  void end(VirtualTimeContext test) {
    running.remove(test);
  }

  private Parts parts() {
    VirtualTimeContext test = VirtualTimeContext.in(CoroutineThreads.testContext());
    Parts own = test == null ? null : running.get(test);
    Parts known = own != null ? own : last;
    if (known == null) {
      throw new IllegalStateException("the test has not begun; use its scope in the test method");
    }
    return known;
  }

  private TaskScope scope() {
    return parts().scope;
  }

  @Override
  public Dispatcher dispatcher() {
    return parts().dispatcher;
  }

  @Override
  public TestClock clock() {
    return new TestClockImpl(parts().time);
  }

  @Override
  public <T extends @Nullable Object> CompletableFuture<T> external(CompletionStage<T> stage) {
    return ExternalFuture.of(stage, parts().time);
  }

  @Override
  public CoroutineContext context() {
    return CoroutineTaskScope.of(scope()).context();
  }

  @Override
  public <T extends @Nullable Object> Task<T> async(Callable<? extends T> body) {
    return scope().async(body);
  }

  @Override
  // Before JDK 22, NullAway cannot read "@Nullable Void" from a class file.
  @SuppressWarnings("NullAway")
  public Task<@Nullable Void> launch(ThrowingRunnable body) {
    return scope().launch(body);
  }

  @Override
  @SuppressWarnings("NullAway") // as above
  public Task<@Nullable Void> background(ThrowingRunnable body) {
    return scope().background(body);
  }

  @Override
  public TaskScope named(String name) {
    return scope().named(name);
  }

  @Override
  public TaskScope on(Dispatcher d) {
    return scope().on(d);
  }

  @Override
  public TaskScope with(ContextElement... elements) {
    return scope().with(elements);
  }

  @Override
  public TaskScope unsupervised() {
    return scope().unsupervised();
  }

  @Override
  public TaskScope lazily() {
    return scope().lazily();
  }

  @Override
  public <C extends AutoCloseable> C use(C closeable) {
    return scope().use(closeable);
  }

  @Override
  public <T> T use(Resource<? extends T> resource) {
    return scope().use(resource);
  }

  @Override
  public void cancel() {
    scope().cancel();
  }

  @Override
  public void cancel(String reason) {
    scope().cancel(reason);
  }

  @Override
  public boolean isActive() {
    return scope().isActive();
  }

  @Override
  public String toString() {
    Parts known = last;
    return known == null ? "the scope of a test" : known.scope.toString();
  }
}
