package org.coroutines4j;

import java.util.Collection;
import kotlin.coroutines.CoroutineContext;
import org.coroutines4j.runtime.dispatch.ScopeDispatcher;
import org.jspecify.annotations.Nullable;

/** How a scope, or a view of it, starts tasks. */
record TaskOptions(
    @Nullable String name, ScopeDispatcher dispatcher, CoroutineContext elements, boolean lazy) {
  TaskOptions named(String newName) {
    return new TaskOptions(newName, dispatcher, elements, lazy);
  }

  TaskOptions on(ScopeDispatcher newDispatcher) {
    return new TaskOptions(name, newDispatcher.within(elements), elements, lazy);
  }

  TaskOptions with(Collection<ContextElement> more) {
    return new TaskOptions(name, dispatcher, ContextElement.addTo(elements, more), lazy);
  }

  TaskOptions lazily() {
    return new TaskOptions(name, dispatcher, elements, true);
  }
}
