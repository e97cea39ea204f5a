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
import org.coroutines4j.function.Action;
import org.coroutines4j.internal.scope.CoroutineTaskScope;
import org.coroutines4j.runtime.coroutine.CoroutineThreads;
import org.coroutines4j.runtime.virtualtime.VirtualTimeContext;
import org.coroutines4j.runtime.virtualtime.VirtualTimeScheduler;
import org.jspecify.annotations.Nullable;

/** The scope of a test's body, known before that runs, and what else the test knows. */
final class TestScopeImpl implements TestScope, CoroutineTaskScope {
  /** What one run of a test has. */
  record Parts(TaskScope scope, Dispatcher dispatcher, VirtualTimeScheduler time) {}

  /** Those of the tests of a factory, which may run at the same time, each in a time of its own. */
  private final Map<VirtualTimeContext, Parts> running = new ConcurrentHashMap<>();

  /** For threads outside the test. */
  private volatile @Nullable Parts last;

  /** The body of {@code test} begins. */
  void begin(VirtualTimeContext test, Parts parts) {
    running.put(test, parts);
    last = parts;
  }

  /** {@code test} has ended. */
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
  @SuppressWarnings(
      "NullAway") // on JDKs before 22 it does not read "@Nullable Void" of a class file
  public Task<@Nullable Void> launch(Action body) {
    return scope().launch(body);
  }

  @Override
  @SuppressWarnings("NullAway") // as above
  public Task<@Nullable Void> background(Action body) {
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
