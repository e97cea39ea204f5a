package org.coroutines4j.runtime.coroutine;

import kotlin.coroutines.EmptyCoroutineContext;
import org.coroutines4j.runtime.dispatch.ScopeDispatcher;

/** The root of the task tree that an operation opens on a thread outside any task. */
final class RootCoroutine {
  private final CoroutineThread body = new CoroutineThread(ScopeDispatcher.virtual());
  private final BlockCoroutine node =
      new BlockCoroutine(EmptyCoroutineContext.INSTANCE.plus(body), null);
  private final JobFrame frame =
      new JobFrame(body, null, node, node.getContext(), EmptyCoroutineContext.INSTANCE);

  private RootCoroutine() {}

  static RootCoroutine begin() {
    RootCoroutine root = new RootCoroutine();
    root.node.runsIn(root.frame);
    RootRegistry.add(root.node);
    return root;
  }

  CoroutineThread body() {
    return body;
  }

  JobFrame frame() {
    return frame;
  }

  void end() {
    node.complete(null);
    RootRegistry.remove(node);
  }
}
