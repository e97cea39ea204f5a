package org.coroutines4j.spring;

import io.micrometer.context.ContextRegistry;
import io.micrometer.context.ThreadLocalAccessor;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.coroutines4j.Diagnostics;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Notices that code with an active transaction starts a task. A transaction of Spring is bound to
 * its thread, so that what the task writes is not a part of it: it stays when the transaction is
 * rolled back.
 *
 * <p>Carries no value. It is an accessor of context-propagation since the library reads those on
 * the thread that starts a task, and before the task exists.
 */
public final class TransactionCheck implements ThreadLocalAccessor<Object> {
  private static final String KEY = "org.coroutines4j.transaction";
  private static final String LIBRARY = "org.coroutines4j.";
  private static final String SPRING = "org.springframework.transaction.";
  private static final String SYNCHRONIZATIONS = SPRING + "support.TransactionSynchronizationUtils";

  /** The classes of Spring that begin a transaction around a call. */
  private static final Set<String> BEGIN =
      Set.of(
          SPRING + "support.TransactionTemplate", SPRING + "interceptor.TransactionAspectSupport");

  /** The classes of the library that take a snapshot for new tasks; others do it for blocks. */
  private static final Set<String> STARTS =
      Set.of(
          "internal.task.TaskOptions",
          "internal.task.TaskImpl",
          "internal.scope.ItemWorkers",
          "internal.scope.DispatchedBlock");

  private static final String CAPTURE = "io.micrometer.context.";
  private static final StackWalker STACK = StackWalker.getInstance();

  private final TransactionRule rule;
  private final Set<StackTraceElement> seen = ConcurrentHashMap.newKeySet();

  private TransactionCheck(TransactionRule rule) {
    this.rule = rule;
  }

  /** Applies {@code rule} to all tasks of this JVM from now on, instead of an earlier rule. */
  public static void apply(TransactionRule rule, ContextRegistry registry) {
    Objects.requireNonNull(rule, "rule");
    registry.removeThreadLocalAccessor(KEY);
    if (rule != TransactionRule.OFF) {
      registry.registerThreadLocalAccessor(new TransactionCheck(rule));
    }
  }

  @Override
  public Object key() {
    return KEY;
  }

  @Override
  public @Nullable Object getValue() {
    if (TransactionSynchronizationManager.isActualTransactionActive()) {
      StackTraceElement site = STACK.walk(TransactionCheck::startOfTask);
      if (site != null) {
        report(site);
      }
    }
    return null;
  }

  /**
   * Returns the code that starts a task of this library. Returns null if another library takes the
   * snapshot, if no task is started, and if the transaction has been completed.
   */
  private static @Nullable StackTraceElement startOfTask(Stream<StackWalker.StackFrame> frames) {
    boolean starts = false;
    StackTraceElement site = null;
    for (StackWalker.StackFrame frame : (Iterable<StackWalker.StackFrame>) frames::iterator) {
      String type = frame.getClassName();
      if (isAfterCompletion(frame)) {
        return null; // Spring still calls the transaction active
      }
      if (site != null && BEGIN.contains(type)) {
        return site; // what follows is around this transaction
      }
      if (site != null) {
        continue;
      }
      if (type.startsWith(LIBRARY)) {
        starts |= STARTS.contains(type.substring(LIBRARY.length()));
      } else if (!starts) {
        if (!type.startsWith(CAPTURE)) {
          return null;
        }
      } else if (!isOnTheWay(type)) {
        site = frame.toStackTraceElement();
      }
    }
    return site;
  }

  /** Returns whether {@code frame} calls the actions after a commit or rollback. */
  private static boolean isAfterCompletion(StackWalker.StackFrame frame) {
    return frame.getClassName().equals(SYNCHRONIZATIONS)
        && frame.getMethodName().startsWith("invokeAfter");
  }

  /** Returns whether {@code type} only passes a call of the application on. */
  private static boolean isOnTheWay(String type) {
    return type.startsWith("org.springframework.")
        || type.startsWith("java.")
        || type.startsWith("jdk.")
        || type.contains("$$SpringCGLIB$$")
        || type.contains("$Proxy");
  }

  private void report(StackTraceElement site) {
    String transaction = TransactionSynchronizationManager.getCurrentTransactionName();
    String text =
        "a task is started at "
            + site
            + " in the transaction "
            + (transaction == null ? "of this thread" : "'" + transaction + "'")
            + ", and is not a part of it: what it writes stays if the transaction is rolled back."
            + " Open a transaction inside the task, or start the task after the commit.";
    if (rule == TransactionRule.FAIL) {
      throw new IllegalStateException(
          text + " The rule coroutines4j.transactions.in-tasks=fail forbids it.");
    }
    if (seen.add(site)) {
      Diagnostics.warn("C4J-911", text);
    }
  }

  @Override
  public void setValue(Object value) {}

  @Override
  public void setValue() {}
}
