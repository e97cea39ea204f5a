package org.coroutines4j.runtime.task;

import kotlin.coroutines.EmptyCoroutineContext;
import org.coroutines4j.runtime.dispatch.ScopeDispatcher;

/** The root of the task tree that a verb opens on a thread outside any task. */
final class ThreadRoot {
  private final Body body = new Body(ScopeDispatcher.virtual());
  private final BlockNode node = new BlockNode(EmptyCoroutineContext.INSTANCE.plus(body), null);
  private final Frame frame =
      new Frame(body, null, node, node.getContext(), EmptyCoroutineContext.INSTANCE);

  private ThreadRoot() {}

  static ThreadRoot begin() {
    ThreadRoot root = new ThreadRoot();
    root.node.runsIn(root.frame);
    Roots.add(root.node);
    return root;
  }

  Body body() {
    return body;
  }

  Frame frame() {
    return frame;
  }

  void end() {
    node.endWith(null);
    Roots.remove(node);
  }
}
