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
 * A context element that marks code as part of a test. Tasks and coroutines inherit it, so that
 * they use the permit and the clock of the test whatever dispatcher they ask for. It also keeps
 * track of the work that the test has started, so that the test can wait for it or cancel it.
 */
public final class VirtualTimeContext extends DispatcherSubstitution {
  private final VirtualTimeScheduler time;
  private final ScopeDispatcher dispatcher;

  /** The Job of the test's scope; null until the test's body runs. */
  private volatile @Nullable Job scope;

  /** The open scopes that the test has opened, in that order, each with the action that ends it. */
  private final Map<Job, Runnable> opened = Collections.synchronizedMap(new LinkedHashMap<>());

  /**
   * The work in progress that the test has begun and that belongs to no scope, with its cancel
   * action.
   */
  private final Map<Job, Runnable> detached = new ConcurrentHashMap<>();

  /** The failures of the opened scopes that no caller has handled. */
  private final Queue<Throwable> unhandled = new ConcurrentLinkedQueue<>();

  /**
   * For each dispatcher on a foreign executor that the test has asked for, the dispatcher that
   * replaces it.
   */
  private final Map<ScopeDispatcher, ScopeDispatcher> pausing = new ConcurrentHashMap<>();

  /** Creates the element of a test whose clock and permit are those of {@code time}. */
  public VirtualTimeContext(VirtualTimeScheduler time) {
    this.time = time;
    this.dispatcher = ScopeDispatcher.of("simulated", time, time);
  }

  /** Returns the element in {@code context}; null if its code is not part of a test. */
  public static @Nullable VirtualTimeContext in(CoroutineContext context) {
    return DispatcherSubstitution.in(context) instanceof VirtualTimeContext test ? test : null;
  }

  /** Returns the dispatcher of the test, whose permit covers all code under test. */
  public ScopeDispatcher dispatcher() {
    return dispatcher;
  }

  /**
   * Returns the dispatcher of the test. A dispatcher on a foreign executor keeps its threads, and
   * the clock is paused while tasks run there.
   */
  @Override
  protected ScopeDispatcher replace(ScopeDispatcher requested) {
    if (requested.clock() == time) {
      return requested;
    }
    return requested.isForeignThread()
        ? pausing.computeIfAbsent(requested, this::pausingClock)
        : dispatcher;
  }

  private ScopeDispatcher pausingClock(ScopeDispatcher executor) {
    return executor.with(new ClockPausingLimiter(time, executor.limiter()), time);
  }

  /** Records that the body of the test begins, in a scope whose Job is {@code job}. */
  public void beginIn(Job job) {
    scope = job;
  }

  /**
   * Returns the Job that the test waits for, which coroutines without a scope of their own become
   * children of. Null before the test's body runs.
   */
  public @Nullable Job scope() {
    return scope;
  }

  /**
   * Records that code of the test has opened {@code scope}.
   *
   * @param ending ends the scope, without waiting for it
   */
  public void add(Job scope, Runnable ending) {
    opened.put(scope, ending);
  }

  /** Records that {@code scope} has ended. */
  public void remove(Job scope) {
    opened.remove(scope);
  }

  /** Returns whether a scope is still open. */
  public boolean hasOpen() {
    return !opened.isEmpty();
  }

  /** Ends the scopes that are still open. */
  public void endOpen() {
    List.copyOf(opened.values()).forEach(Runnable::run);
  }

  /**
   * Records that code of the test has begun {@code work}, which belongs to no scope. The test may
   * end without waiting for it.
   *
   * @param cancel cancels the work
   */
  public void addApart(Job work, Runnable cancel) {
    detached.put(work, cancel);
  }

  /** Records that {@code work} has ended. */
  public void removeApart(Job work) {
    detached.remove(work);
  }

  /** Returns whether work that belongs to no scope is still in progress. */
  public boolean hasApart() {
    return !detached.isEmpty();
  }

  /**
   * Cancels the work that belongs to no scope. Otherwise it might go on indefinitely, since its
   * delays take no real time.
   */
  public void cancelApart() {
    detached.values().forEach(Runnable::run);
  }

  /** Records a failure that no caller has handled. */
  public void lost(Throwable failure) {
    unhandled.add(failure);
  }

  /** Returns the failures that no caller has handled. */
  public List<Throwable> lost() {
    return List.copyOf(unhandled);
  }
}
