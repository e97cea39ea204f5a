package org.coroutines4j.runtime.virtualtime;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import kotlin.coroutines.CoroutineContext;
import kotlinx.coroutines.Job;
import org.coroutines4j.runtime.dispatch.DispatcherSubstitution;
import org.coroutines4j.runtime.dispatch.ScopeDispatcher;
import org.jspecify.annotations.Nullable;

/**
 * The test that code is part of. It follows tasks and coroutines, so that whatever dispatcher they
 * ask for, they take the turn and the time of the test.
 */
public final class VirtualTimeContext extends DispatcherSubstitution {
  private final VirtualTimeScheduler time;
  private final ScopeDispatcher dispatcher;

  /** The Job of the test's scope, once its body runs. */
  private volatile @Nullable Job scope;

  /** What ends the scopes that code of the test has opened, in that order. */
  private final Map<Job, Runnable> opened = Collections.synchronizedMap(new LinkedHashMap<>());

  /** What cancels the work that the test has begun and that belongs to no scope. */
  private final Map<Job, Runnable> apart = new ConcurrentHashMap<>();

  /** Failures that nobody took, of such scopes. */
  private final Queue<Throwable> lost = new ConcurrentLinkedQueue<>();

  /** The threads of executors that tasks of the test have asked for. */
  private final Map<ScopeDispatcher, ScopeDispatcher> held = new ConcurrentHashMap<>();

  /** The test whose clock and permit {@code time} is. */
  public VirtualTimeContext(VirtualTimeScheduler time) {
    this.time = time;
    this.dispatcher = ScopeDispatcher.of("simulated", time, time);
  }

  /** The one in {@code context}, if there is one. */
  public static @Nullable VirtualTimeContext in(CoroutineContext context) {
    return DispatcherSubstitution.in(context) instanceof VirtualTimeContext test ? test : null;
  }

  /** Returns the dispatcher of the test, whose permit covers all code under test. */
  public ScopeDispatcher dispatcher() {
    return dispatcher;
  }

  /**
   * Returns the dispatcher of the test; for an executor's threads those threads, while whose work
   * the clock is paused.
   */
  @Override
  protected ScopeDispatcher replace(ScopeDispatcher asked) {
    if (asked.clock() == time) {
      return asked;
    }
    return asked.isLeaf() ? held.computeIfAbsent(asked, this::pausingClock) : dispatcher;
  }

  private ScopeDispatcher pausingClock(ScopeDispatcher executor) {
    return executor.with(new ClockPausingLimiter(time, executor.limiter()), time);
  }

  /** The body of the test begins, in a scope whose Job is {@code job}. */
  public void beginIn(Job job) {
    scope = job;
  }

  /** What the test waits for: coroutines that belong to no other scope are children of this. */
  public @Nullable Job scope() {
    return scope;
  }

  /**
   * {@code scope} was opened by code of the test; {@code ending} ends it, and waits for nothing.
   */
  public void add(Job scope, Runnable ending) {
    opened.put(scope, ending);
  }

  /** {@code scope} has ended. */
  public void remove(Job scope) {
    opened.remove(scope);
  }

  /** Whether a scope is still open. */
  public boolean hasOpen() {
    return !opened.isEmpty();
  }

  /** Ends the scopes that are still open. */
  public void endOpen() {
    List.copyOf(opened.values()).forEach(Runnable::run);
  }

  /** {@code work} was begun by code of the test, which need not end it; {@code cancel} does. */
  public void addApart(Job work, Runnable cancel) {
    apart.put(work, cancel);
  }

  /** {@code work} has ended. */
  public void removeApart(Job work) {
    apart.remove(work);
  }

  /** Whether such work is not over. */
  public boolean hasApart() {
    return !apart.isEmpty();
  }

  /** Cancels such work: it would go on in a time that passes at once, and for ever. */
  public void cancelApart() {
    apart.values().forEach(Runnable::run);
  }

  /** Nobody has taken {@code failure}. */
  public void lost(Throwable failure) {
    lost.add(failure);
  }

  /** The failures that nobody took. */
  public List<Throwable> lost() {
    return List.copyOf(lost);
  }
}
