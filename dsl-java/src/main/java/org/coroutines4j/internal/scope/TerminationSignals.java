package org.coroutines4j.internal.scope;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import kotlinx.coroutines.Job;
import org.coroutines4j.ScopeFunction;
import org.coroutines4j.internal.task.PostMortem;
import org.coroutines4j.runtime.coroutine.CoroutineThreads;
import org.coroutines4j.runtime.dispatch.ProcessSignal;
import org.jspecify.annotations.Nullable;

/**
 * Handles the signals INT and TERM for the outermost program of the main thread.
 *
 * <ol>
 *   <li>The first signal cancels the program.
 *   <li>When the program has ended, with all cleanup done, the previous handlers are restored and
 *       the signal is raised again. So the exit code and the shutdown hooks are those of the JVM.
 *   <li>A second signal in between prints what the tasks are doing, and halts the JVM, with exit
 *       code 128 plus the signal number and without shutdown hooks. A third does so immediately.
 * </ol>
 *
 * <p>Signals are not handled if the module jdk.unsupported is absent, if the JVM runs with {@code
 * -Xrs}, or if the signal is ignored.
 */
public final class TerminationSignals {
  private static final String[] NAMES = {"INT", "TERM"};
  private static final long EXIT_TIMEOUT = TimeUnit.SECONDS.toNanos(2);

  private final AtomicReference<@Nullable ProcessSignal> first = new AtomicReference<>();
  private final AtomicBoolean halting = new AtomicBoolean();
  private final List<Runnable> restorations = new ArrayList<>();

  private TerminationSignals() {}

  /** Returns whether the current thread is the main thread of the JVM. */
  public static boolean isMainThread() {
    Thread thread = Thread.currentThread();
    ThreadGroup group = thread.getThreadGroup();
    return thread.getName().equals("main")
        && group != null
        && group.getName().equals("main")
        && !thread.isDaemon();
  }

  /**
   * Calls {@code body} in {@code block} on the current thread, and handles the signals meanwhile.
   * After a signal, waits up to two seconds for the JVM to exit before it returns or throws.
   */
  public static <T extends @Nullable Object> T handledDuring(
      ScopeBlockImpl block, ScopeFunction<? extends T> body) {
    TerminationSignals signals = new TerminationSignals();
    try {
      return CoroutineThreads.<T>call(
          caller -> {
            signals.installFor(caller.rootJob());
            return block.callIn(caller, body);
          });
    } finally {
      signals.end();
    }
  }

  private void installFor(Job program) {
    for (String name : NAMES) {
      try {
        ProcessSignal signal = new ProcessSignal(name);
        restorations.add(signal.handle(() -> received(signal, program)));
      } catch (NoClassDefFoundError | IllegalArgumentException e) {
        // no such class or signal, or the JVM reserves the signal (-Xrs)
      }
    }
  }

  private void received(ProcessSignal signal, Job program) {
    if (!first.compareAndSet(null, signal)) {
      try {
        if (halting.compareAndSet(false, true)) { // a third signal does not wait
          PostMortem.write("halted by a second signal, " + signal);
        }
      } finally {
        Runtime.getRuntime().halt(128 + signal.getNumber());
      }
    }
    program.cancel(new CancellationException("ended by signal " + signal));
  }

  /**
   * Called when the program has ended. Restores the previous handlers, and raises the signal again
   * if one came.
   */
  private void end() {
    restorations.forEach(Runnable::run);
    ProcessSignal signal = first.get();
    if (signal != null) {
      signal.raise();
      awaitExit();
    }
  }

  /**
   * Keeps the main thread from ending first, which would determine the exit code, while the JVM
   * exits on another thread. Limited in time, since a handler of the user need not exit.
   */
  private static void awaitExit() {
    long deadline = System.nanoTime() + EXIT_TIMEOUT;
    while (System.nanoTime() < deadline) { // parkNanos may return early
      boolean unused = Thread.interrupted(); // an interrupted thread would not park at all
      LockSupport.parkNanos(EXIT_TIMEOUT);
    }
  }
}
