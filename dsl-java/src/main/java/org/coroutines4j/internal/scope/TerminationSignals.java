package org.coroutines4j.internal.scope;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import kotlinx.coroutines.Job;
import org.coroutines4j.ScopeFunction;
import org.coroutines4j.runtime.coroutine.CoroutineThreads;
import org.jspecify.annotations.Nullable;

/**
 * Handles the signals INT and TERM for the outermost program of the main thread.
 *
 * <ol>
 *   <li>The first signal cancels the program.
 *   <li>When the program has ended, with all cleanup done, the previous handlers are restored and
 *       the signal is raised again. So the exit code and the shutdown hooks are those of the JVM.
 *   <li>A second signal in between halts the JVM immediately, with exit code 128 plus the signal
 *       number and without shutdown hooks.
 * </ol>
 *
 * <p>{@code sun.misc.Signal} of module jdk.unsupported is called by reflection. Signals are not
 * handled if that class is absent, if the JVM runs with {@code -Xrs}, or if the signal is ignored.
 */
public final class TerminationSignals {
  private static final String[] NAMES = {"INT", "TERM"};
  private static final long EXIT_TIMEOUT = TimeUnit.SECONDS.toNanos(2);

  private final AtomicReference<@Nullable Object> first = new AtomicReference<>();
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
        install(name, program);
      } catch (ReflectiveOperationException | IllegalArgumentException e) {
        // no such class, or the JVM reserves the signal
      }
    }
  }

  private void install(String name, Job program) throws ReflectiveOperationException {
    Class<?> signalClass = Class.forName("sun.misc.Signal");
    Class<?> handlerClass = Class.forName("sun.misc.SignalHandler");
    Object signal = signalClass.getConstructor(String.class).newInstance(name);
    Method handle = signalClass.getMethod("handle", signalClass, handlerClass);
    Object ours =
        Proxy.newProxyInstance(
            TerminationSignals.class.getClassLoader(),
            new Class<?>[] {handlerClass},
            (proxy, method, args) ->
                method.getName().equals("handle") ? received(signal, program) : null);
    Object before;
    try {
      before = handle.invoke(null, signal, ours);
    } catch (InvocationTargetException e) {
      return; // the JVM reserves the signal (-Xrs)
    }
    restorations.add(() -> restore(handle, signal, before));
    if (before == handlerClass.getField("SIG_IGN").get(null)) {
      restore(handle, signal, before); // the parent process wants it ignored (nohup)
    }
  }

  private static void restore(Method handle, Object signal, Object handler) {
    try {
      Object unused = handle.invoke(null, signal, handler);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot restore the handler of signal " + signal, e);
    }
  }

  private @Nullable Object received(Object signal, Job program)
      throws ReflectiveOperationException {
    if (!first.compareAndSet(null, signal)) {
      int number = (int) signal.getClass().getMethod("getNumber").invoke(signal);
      Runtime.getRuntime().halt(128 + number);
    }
    program.cancel(new CancellationException("ended by signal " + signal));
    return null;
  }

  /**
   * Called when the program has ended. Restores the previous handlers, and raises the signal again
   * if one came.
   */
  private void end() {
    restorations.forEach(Runnable::run);
    Object signal = first.get();
    if (signal != null) {
      try {
        signal.getClass().getMethod("raise", signal.getClass()).invoke(null, signal);
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException("cannot raise signal " + signal, e);
      }
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
