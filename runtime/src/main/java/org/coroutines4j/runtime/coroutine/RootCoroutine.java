package org.coroutines4j.runtime.coroutine;

import kotlin.coroutines.EmptyCoroutineContext;
import org.coroutines4j.runtime.dispatch.ScopeDispatcher;

/**
 * The root of the task tree that an operation opens on a thread outside any task. Its Job stands
 * for the code of the thread, as that of a task stands for the task: an interrupt or a signal
 * cancels it. It differs from the Job of a scope that the thread opens. That scope may fail or be
 * cancelled while the code of the thread is not, and its Job ends before its resources are closed.
 * A scope that was cancelled with the code around it may still return its value; one that was
 * cancelled alone must throw.
 */
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
