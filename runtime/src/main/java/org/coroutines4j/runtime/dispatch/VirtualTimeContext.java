package org.coroutines4j.runtime.dispatch;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import kotlin.coroutines.AbstractCoroutineContextElement;
import kotlin.coroutines.CoroutineContext;
import kotlinx.coroutines.Job;
import org.jspecify.annotations.Nullable;

/**
 * The test that code is part of. It follows tasks and coroutines, so that whatever dispatcher they
 * ask for, they take the turn and the time of the test.
 */
public final class VirtualTimeContext extends AbstractCoroutineContextElement {
  private static final CoroutineContext.Key<VirtualTimeContext> KEY =
      new CoroutineContext.Key<>() {};

  private final ScopeDispatcher home;

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

  VirtualTimeContext(ScopeDispatcher home) {
    super(KEY);
    this.home = home;
  }

  /** The one in {@code context}, if there is one. */
  public static @Nullable VirtualTimeContext in(CoroutineContext context) {
    return context.get(KEY);
  }

  ScopeDispatcher home() {
    return home;
  }

  /** The body of the test begins, in a scope whose Job is {@code job}. */
  public void beginIn(Job job) {
    scope = job;
  }

  /** What the test waits for: coroutines that belong to no other scope are children of this. */
  public @Nullable Job scope() {
    return scope;
  }

  ScopeDispatcher held(ScopeDispatcher other, VirtualTimeScheduler time) {
    return held.computeIfAbsent(other, dispatcher -> dispatcher.holding(time));
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
