package org.coroutines4j.runtime.coroutine;

import kotlin.coroutines.EmptyCoroutineContext;
import org.coroutines4j.runtime.dispatch.ScopeDispatcher;

/** The root of the task tree that an operation opens on a thread outside any task. */
final class RootCoroutine {
  private final CoroutineThread coroutine = new CoroutineThread(ScopeDispatcher.virtual());
  private final BlockCoroutine node =
      new BlockCoroutine(EmptyCoroutineContext.INSTANCE.plus(coroutine), null);
  private final JobFrame frame =
      new JobFrame(coroutine, null, node, node.getContext(), EmptyCoroutineContext.INSTANCE);

  private RootCoroutine() {}

  static RootCoroutine begin() {
    RootCoroutine root = new RootCoroutine();
    root.node.runsIn(root.frame);
    RootRegistry.add(root.node);
    return root;
  }

  CoroutineThread coroutine() {
    return coroutine;
  }

  JobFrame frame() {
    return frame;
  }

  void end() {
    node.complete(null);
    RootRegistry.remove(node);
  }
}
