package org.coroutines4j.runtime.dispatch;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
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

  /** The scopes that code of the test has opened, and must close; in that order. */
  private final Set<Job> opened = Collections.synchronizedSet(new LinkedHashSet<>());

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

  /** {@code scope} was opened by code of the test. */
  public void add(Job scope) {
    opened.add(scope);
  }

  /** {@code scope} has ended. */
  public void remove(Job scope) {
    opened.remove(scope);
  }

  /** The scopes that are still open. */
  public List<Job> opened() {
    return List.copyOf(opened);
  }
}
