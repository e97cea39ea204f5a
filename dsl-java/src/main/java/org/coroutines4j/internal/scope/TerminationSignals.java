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
import org.coroutines4j.ScopeBlock;
import org.coroutines4j.ScopeFunction;
import org.coroutines4j.runtime.coroutine.CoroutineThreads;
import org.jspecify.annotations.Nullable;

/**
 * Ends the outermost program of the main thread at INT and TERM: the first signal cancels it, and
 * when it has ended, with all cleanup done, the signal is raised again with the JVM's own handler,
 * so that exit code and shutdown hooks are the usual ones. A second signal ends the JVM at once.
 *
 * <p>{@code sun.misc.Signal} is found by reflection (module jdk.unsupported); where there is none,
 * or the JVM was told to leave signals alone ({@code -Xrs}, ignored signals), nothing is handled.
 */
public final class TerminationSignals {
  private static final String[] NAMES = {"INT", "TERM"};
  private static final long EXIT_PATIENCE = TimeUnit.SECONDS.toNanos(2);

  private final AtomicReference<@Nullable Object> first = new AtomicReference<>();
  private final List<Runnable> restorations = new ArrayList<>();
  private final Job program;

  private TerminationSignals(Job program) {
    this.program = program;
  }

  /** Whether this is the thread that the JVM was started with. */
  public static boolean isMainThread() {
    Thread thread = Thread.currentThread();
    ThreadGroup group = thread.getThreadGroup();
    return thread.getName().equals("main")
        && group != null
        && group.getName().equals("main")
        && !thread.isDaemon();
  }

  public static <T extends @Nullable Object> T handledDuring(
      ScopeBlock block, ScopeFunction<? extends T> body) {
    AtomicReference<@Nullable TerminationSignals> handled = new AtomicReference<>();
    try {
      return CoroutineThreads.<T>call(
          caller -> {
            TerminationSignals signals = new TerminationSignals(caller.rootJob());
            handled.set(signals);
            signals.install();
            return block.call(body);
          });
    } finally {
      TerminationSignals signals = handled.get();
      if (signals != null) {
        signals.end();
      }
    }
  }

  private void install() {
    for (String name : NAMES) {
      try {
        install(name);
      } catch (ReflectiveOperationException | IllegalArgumentException e) {
        // no such class, or the JVM keeps the signal to itself
      }
    }
  }

  private void install(String name) throws ReflectiveOperationException {
    Class<?> signalClass = Class.forName("sun.misc.Signal");
    Class<?> handlerClass = Class.forName("sun.misc.SignalHandler");
    Object signal = signalClass.getConstructor(String.class).newInstance(name);
    Method handle = signalClass.getMethod("handle", signalClass, handlerClass);
    Object ours =
        Proxy.newProxyInstance(
            TerminationSignals.class.getClassLoader(),
            new Class<?>[] {handlerClass},
            (proxy, method, args) -> method.getName().equals("handle") ? received(signal) : null);
    Object before;
    try {
      before = handle.invoke(null, signal, ours);
    } catch (InvocationTargetException e) {
      return; // the JVM keeps the signal to itself (-Xrs)
    }
    restorations.add(() -> restore(handle, signal, before));
    if (before == handlerClass.getField("SIG_IGN").get(null)) {
      restore(handle, signal, before); // whoever started the JVM wants it ignored (nohup)
    }
  }

  private static void restore(Method handle, Object signal, Object handler) {
    try {
      Object unused = handle.invoke(null, signal, handler);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot restore the handler of signal " + signal, e);
    }
  }

  private @Nullable Object received(Object signal) throws ReflectiveOperationException {
    if (!first.compareAndSet(null, signal)) {
      int number = (int) signal.getClass().getMethod("getNumber").invoke(signal);
      Runtime.getRuntime().halt(128 + number);
    }
    program.cancel(new CancellationException("ended by signal " + signal));
    return null;
  }

  /**
   * The program has ended: the handlers are as before, and a signal that came does what it always
   * does.
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
   * The JVM ends on another thread; if the main thread ended first, the exit code would be its. A
   * handler of the user's may also go on, hence the limit.
   */
  private static void awaitExit() {
    long deadline = System.nanoTime() + EXIT_PATIENCE;
    while (System.nanoTime() < deadline) { // parking may end early
      boolean unused = Thread.interrupted(); // and would not park at all
      LockSupport.parkNanos(EXIT_PATIENCE);
    }
  }
}
