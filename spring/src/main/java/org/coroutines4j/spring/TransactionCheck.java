package org.coroutines4j.spring;

import io.micrometer.context.ContextRegistry;
import io.micrometer.context.ThreadLocalAccessor;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
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
  private static final String OURS = LIBRARY + "spring.";
  private static final String CAPTURE = "io.micrometer.context.";
  private static final StackWalker STACK = StackWalker.getInstance();

  private final TransactionRule rule;
  private final Set<StackTraceElement> seen = ConcurrentHashMap.newKeySet();

  private TransactionCheck(TransactionRule rule) {
    this.rule = rule;
  }

  /** Applies {@code rule} to all tasks of this JVM from now on, instead of an earlier rule. */
  public static void apply(TransactionRule rule, ContextRegistry registry) {
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

  /** Returns the code that starts a task of this library; null if another library looks. */
  private static @Nullable StackTraceElement startOfTask(
      java.util.stream.Stream<StackWalker.StackFrame> frames) {
    boolean starts = false;
    for (StackWalker.StackFrame frame : (Iterable<StackWalker.StackFrame>) frames::iterator) {
      String type = frame.getClassName();
      if (type.startsWith(OURS) || type.startsWith(CAPTURE)) {
        continue;
      }
      if (!type.startsWith(LIBRARY)) {
        return starts ? frame.toStackTraceElement() : null;
      }
      starts = true;
    }
    return null;
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
