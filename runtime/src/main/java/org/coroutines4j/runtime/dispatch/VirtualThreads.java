package org.coroutines4j.runtime.dispatch;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;

/**
 * Starts a new virtual thread for each task. Finds the JDK's API for them by reflection, because
 * the class files of this library are for JDK 17. The threads inherit no thread-locals, only the
 * context class loader.
 */
final class VirtualThreads implements ThreadSource {
  /** The only instance; null before JDK 21. */
  static final @Nullable VirtualThreads AVAILABLE =
      // 19 and 20 have virtual threads as a preview, which throws when used.
      Runtime.version().feature() < 21 ? null : new VirtualThreads();

  /** {@code Thread.isVirtual()}. */
  private static final @Nullable MethodHandle IS_VIRTUAL = findIsVirtual();

  private final ActiveThreads live = new ActiveThreads();

  /**
   * Null before the first thread: finding the API takes milliseconds, which a program that starts
   * no task need not spend. Two threads may both find it. Not a class of its own, because its
   * initialization on a stack without room would fail once and for all.
   */
  private volatile @Nullable Api api;

  /**
   * The JDK's methods.
   *
   * @param named {@code (String, Runnable) -> Thread}; the thread is not started
   */
  private record Api(ThreadFactory unnamed, MethodHandle named) {
    Thread newThread(@Nullable String name, Runnable body) throws Throwable {
      return name == null ? unnamed.newThread(body) : (Thread) named.invokeExact(name, body);
    }
  }

  private VirtualThreads() {}

  private Api api() throws Throwable {
    Api found = api;
    if (found == null) {
      found = find();
      api = found;
    }
    return found;
  }

  @Override
  public void start(@Nullable String name, Runnable body) {
    Runnable counted = live.counted(body);
    try {
      Thread thread = api().newThread(name, counted);
      thread.setContextClassLoader(Thread.currentThread().getContextClassLoader());
      thread.start();
    } catch (Throwable t) {
      live.refused(counted);
      throw SneakyThrow.sneak(t);
    }
  }

  @Override
  public boolean wantsNames() {
    return false;
  }

  @Override
  public long live() {
    return live.count();
  }

  static boolean isVirtual(Thread thread) {
    try {
      return IS_VIRTUAL != null && (boolean) IS_VIRTUAL.invokeExact(thread);
    } catch (Throwable t) {
      throw SneakyThrow.sneak(t);
    }
  }

  private static @Nullable MethodHandle findIsVirtual() {
    if (AVAILABLE == null) {
      return null;
    }
    try {
      return MethodHandles.publicLookup()
          .findVirtual(Thread.class, "isVirtual", MethodType.methodType(boolean.class));
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private static Api find() throws Throwable {
    MethodHandles.Lookup lookup = MethodHandles.publicLookup();
    Class<?> builder = Class.forName("java.lang.Thread$Builder$OfVirtual");
    MethodHandle ofVirtual =
        lookup.findStatic(Thread.class, "ofVirtual", MethodType.methodType(builder));
    MethodHandle inherit =
        lookup.findVirtual(
            builder,
            "inheritInheritableThreadLocals",
            MethodType.methodType(builder, boolean.class));
    MethodHandle name =
        lookup.findVirtual(builder, "name", MethodType.methodType(builder, String.class));
    MethodHandle factory =
        lookup.findVirtual(builder, "factory", MethodType.methodType(ThreadFactory.class));
    MethodHandle unstarted =
        lookup.findVirtual(
            builder, "unstarted", MethodType.methodType(Thread.class, Runnable.class));
    MethodHandle fresh =
        MethodHandles.collectArguments(
            MethodHandles.insertArguments(inherit, 1, false), 0, ofVirtual);
    // A builder is mutable, so each named thread gets a new one. Unnamed threads share a factory.
    return new Api(
        (ThreadFactory) MethodHandles.collectArguments(factory, 0, fresh).invoke(),
        MethodHandles.collectArguments(
            unstarted, 0, MethodHandles.collectArguments(name, 0, fresh)));
  }
}
