package org.coroutines4j.internal.context;

import io.micrometer.context.ContextRegistry;
import io.micrometer.context.ContextSnapshot;
import io.micrometer.context.ContextSnapshotFactory;
import kotlin.coroutines.AbstractCoroutineContextElement;
import kotlin.coroutines.CoroutineContext;
import kotlinx.coroutines.ThreadContextElement;

/**
 * A snapshot of the thread-locals that are registered with Micrometer. They are set on the thread
 * while code of a task runs, and restored afterwards.
 */
final class MicrometerSnapshotElement extends AbstractCoroutineContextElement
    implements ThreadContextElement<ContextSnapshot.Scope> {
  private static final CoroutineContext.Key<MicrometerSnapshotElement> KEY =
      new CoroutineContext.Key<>() {};

  private static final ContextSnapshotFactory FACTORY =
      ContextSnapshotFactory.builder().clearMissing(true).build();

  private final ContextSnapshot snapshot;

  private MicrometerSnapshotElement(ContextSnapshot snapshot) {
    super(KEY);
    this.snapshot = snapshot;
  }

  static CoroutineContext addTo(CoroutineContext elements) {
    return ContextRegistry.getInstance().getThreadLocalAccessors().isEmpty()
        ? elements
        : elements.plus(new MicrometerSnapshotElement(FACTORY.captureAll()));
  }

  @Override
  public ContextSnapshot.Scope updateThreadContext(CoroutineContext context) {
    return snapshot.setThreadLocals();
  }

  @Override
  public void restoreThreadContext(CoroutineContext context, ContextSnapshot.Scope before) {
    before.close();
  }
}
