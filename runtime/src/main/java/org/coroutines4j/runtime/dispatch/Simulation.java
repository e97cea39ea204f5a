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
public final class Simulation extends AbstractCoroutineContextElement {
  private static final CoroutineContext.Key<Simulation> KEY = new CoroutineContext.Key<>() {};

  private final ScopeDispatcher home;

  /** What ends the scopes that code of the test has opened, in that order. */
  private final Map<Job, Runnable> opened = Collections.synchronizedMap(new LinkedHashMap<>());

  /** Failures that nobody took, of such scopes. */
  private final Queue<Throwable> lost = new ConcurrentLinkedQueue<>();

  /** The threads of executors that tasks of the test have asked for. */
  private final Map<ScopeDispatcher, ScopeDispatcher> held = new ConcurrentHashMap<>();

  Simulation(ScopeDispatcher home) {
    super(KEY);
    this.home = home;
  }

  /** The one in {@code context}, if there is one. */
  public static @Nullable Simulation in(CoroutineContext context) {
    return context.get(KEY);
  }

  ScopeDispatcher home() {
    return home;
  }

  ScopeDispatcher held(ScopeDispatcher other, SimulatedTime time) {
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

  /** Nobody has taken {@code failure}. */
  public void lost(Throwable failure) {
    lost.add(failure);
  }

  /** The failures that nobody took. */
  public List<Throwable> lost() {
    return List.copyOf(lost);
  }
}
