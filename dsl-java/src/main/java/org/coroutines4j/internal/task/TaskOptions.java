package org.coroutines4j.internal.task;

import java.util.Collection;
import kotlin.coroutines.CoroutineContext;
import org.coroutines4j.ContextElement;
import org.coroutines4j.internal.context.ContextElementImpl;
import org.coroutines4j.internal.context.MicrometerSnapshots;
import org.coroutines4j.runtime.dispatch.ScopeDispatcher;
import org.jspecify.annotations.Nullable;

/**
 * The settings with which a scope, or a view of a scope, starts tasks.
 *
 * @param unsupervised whether a failure of a task leaves the scope alone
 */
public record TaskOptions(
    @Nullable String name,
    ScopeDispatcher dispatcher,
    CoroutineContext elements,
    boolean lazy,
    boolean unsupervised) {
  /** Creates the settings of a scope for tasks without a name. */
  public TaskOptions(ScopeDispatcher dispatcher, CoroutineContext elements) {
    this(null, dispatcher, elements, false, false);
  }

  public TaskOptions named(String newName) {
    return new TaskOptions(newName, dispatcher, elements, lazy, unsupervised);
  }

  public TaskOptions on(ScopeDispatcher newDispatcher) {
    return new TaskOptions(name, newDispatcher.within(elements), elements, lazy, unsupervised);
  }

  public TaskOptions with(Collection<ContextElement> more) {
    return new TaskOptions(
        name, dispatcher, ContextElementImpl.addTo(elements, more), lazy, unsupervised);
  }

  /**
   * Returns these options with the thread-locals of the current thread that Micrometer propagates.
   */
  public TaskOptions fromThisThread() {
    CoroutineContext all = MicrometerSnapshots.addTo(elements);
    return all == elements ? this : new TaskOptions(name, dispatcher, all, lazy, unsupervised);
  }

  public TaskOptions lazily() {
    return new TaskOptions(name, dispatcher, elements, true, unsupervised);
  }

  public TaskOptions forUnsupervised() {
    return new TaskOptions(name, dispatcher, elements, lazy, true);
  }
}
