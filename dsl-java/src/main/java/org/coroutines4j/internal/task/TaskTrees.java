package org.coroutines4j.internal.task;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import kotlinx.coroutines.Job;
import org.coroutines4j.runtime.coroutine.CoroutineContexts;
import org.coroutines4j.runtime.coroutine.NodeKind;
import org.coroutines4j.runtime.coroutine.PermitState;
import org.coroutines4j.runtime.coroutine.RootRegistry;
import org.coroutines4j.runtime.coroutine.StructuredCoroutine;
import org.coroutines4j.runtime.debug.CallSites;
import org.coroutines4j.runtime.debug.NodeIds;
import org.coroutines4j.runtime.dispatch.ScopeDispatcher;
import org.jspecify.annotations.Nullable;

/**
 * Takes a snapshot of all task trees of this JVM: scopes, tasks and Kotlin coroutines. The program
 * continues meanwhile.
 */
public final class TaskTrees {
  /** The size limit of a snapshot with stacks, which slow the inspected program down. */
  private static final int MAX_WITH_STACKS = 10_000;

  /** The size limit of a snapshot without stacks. */
  private static final int MAX_WITHOUT_STACKS = 200_000;

  /** The depth limit: a deeper tree could overflow the stack of the current thread. */
  private static final int MAX_DEPTH = 200;

  private final boolean withStacks;

  /** The number of nodes that may still be added. */
  private int left;

  /** Whether a node says that there are more than the limit allows. */
  private boolean full;

  /** The limited dispatchers of the nodes. */
  private final Set<ScopeDispatcher> limited = Collections.newSetFromMap(new IdentityHashMap<>());

  private final Visitor visitor;

  private TaskTrees(boolean withStacks, Visitor visitor) {
    this.withStacks = withStacks;
    this.visitor = visitor;
    this.left = withStacks ? MAX_WITH_STACKS : MAX_WITHOUT_STACKS;
  }

  /**
   * Returns the trees of all roots that are alive.
   *
   * @param withStacks whether to show where each thread is
   */
  public static List<TaskNode> read(boolean withStacks) {
    return snapshot(withStacks).trees();
  }

  /**
   * The trees of all roots that are alive.
   *
   * @param limited the limited dispatchers that their code runs on
   */
  record Snapshot(List<TaskNode> trees, Set<ScopeDispatcher> limited) {}

  /** Receives the nodes of a snapshot one after the other. */
  interface Visitor {
    /** Receives a node without those below it, which follow until {@link #leave} is called. */
    void enter(TaskNode node);

    /** There are no more nodes below the one that was entered last and has not been left. */
    void leave();
  }

  /** Passes all nodes to {@code visitor}, and keeps none. A large tree would fill the memory. */
  static void visit(boolean withStacks, Visitor visitor) {
    new TaskTrees(withStacks, visitor).visitAll(RootRegistry.alive().iterator(), 0, 0);
  }

  static Snapshot snapshot(boolean withStacks) {
    TreeBuilder builder = new TreeBuilder();
    TaskTrees reader = new TaskTrees(withStacks, builder);
    reader.visitAll(RootRegistry.alive().iterator(), 0, 0);
    return new Snapshot(builder.trees(), reader.limited);
  }

  /** Returns the tree of {@code job}, with stacks. */
  public static List<TaskNode> below(Job job) {
    TreeBuilder builder = new TreeBuilder();
    new TaskTrees(true, builder).visit(job, 0, 0);
    return builder.trees();
  }

  /** Visits the tree of {@code job}. An anonymous block is left out, and its children are not. */
  private void visit(Job job, long parent, int depth) {
    left--;
    Iterator<Job> children = job.getChildren().iterator();
    if (job instanceof StructuredCoroutine node
        && node.kind() == NodeKind.BLOCK
        && node.label().equals("block")
        && (children.hasNext() || job.getParent() == null)) {
      visitAll(children, parent, depth + 1);
      return;
    }
    long id = NodeIds.of(job);
    visitor.enter(node(job, id, parent));
    visitAll(children, id, depth + 1);
    visitor.leave();
  }

  /** Visits the trees of {@code jobs}, or one node that stands for those beyond a limit. */
  private void visitAll(Iterator<Job> jobs, long parent, int depth) {
    while (jobs.hasNext() && !full) {
      if (left <= 0 || depth > MAX_DEPTH) {
        full = left <= 0;
        visitor.enter(TaskNode.more(parent));
        visitor.leave();
        return;
      }
      visit(jobs.next(), parent, depth);
    }
  }

  private TaskNode node(Job job, long id, long parent) {
    if (job instanceof StructuredCoroutine node) {
      return new TaskNode(
          id,
          parent,
          text(node.kind()),
          node.name(),
          withStacks ? node.label() : "",
          state(job),
          TaskActivity.of(node, withStacks),
          dispatcher(node),
          text(node.permit()),
          created(job),
          !node.isDaemon() && !node.endsWaits(),
          List.of());
    }
    String name = CoroutineContexts.nameOf(job);
    String type = job.getClass().getSimpleName();
    return new TaskNode(
        id,
        parent,
        text(NodeKind.COROUTINE),
        name == null ? type : name,
        name == null ? "Kotlin " + type : "Kotlin " + type + " '" + name + "'",
        state(job),
        TaskNode.Activity.NONE,
        "",
        null,
        "",
        true,
        List.of());
  }

  private String dispatcher(StructuredCoroutine node) {
    ScopeDispatcher dispatcher = node.runningOn();
    if (dispatcher == null) {
      return "";
    }
    if (dispatcher.limiter().permits() > 0) {
      limited.add(dispatcher);
    }
    return dispatcher.toString();
  }

  private static String text(NodeKind kind) {
    return switch (kind) {
      case TASK -> "task";
      case SCOPE -> "scope";
      case BLOCK -> "block";
      case COROUTINE -> "coroutine";
    };
  }

  private static @Nullable String text(@Nullable PermitState permit) {
    if (permit == null) {
      return null;
    }
    return switch (permit) {
      case UNLIMITED -> null;
      case HELD -> "held";
      case RELEASED -> "released";
      case WAITING -> "waiting";
      case NOT_NEEDED -> "not needed";
    };
  }

  private static String created(Job job) {
    TaskImpl<?> task = TaskImpl.of(job);
    StackTraceElement site = task == null ? null : task.site();
    return site == null ? "" : CallSites.text(site);
  }

  private static String state(Job job) {
    if (job.isCompleted()) {
      return "ended";
    }
    return job.isCancelled() ? "cancelling" : job.isActive() ? "active" : "new";
  }
}
