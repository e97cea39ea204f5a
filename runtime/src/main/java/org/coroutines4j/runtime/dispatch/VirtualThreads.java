package org.coroutines4j.runtime.dispatch;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import org.jspecify.annotations.Nullable;

/**
 * A new virtual thread for each body. The JDK's API for them is found once, by reflection, because
 * the class files of this library are for JDK 17. Threads inherit no thread-locals, only the class
 * loader.
 */
final class VirtualThreads implements Threads {
  static final @Nullable VirtualThreads AVAILABLE = find();

  /**
   * {@code (Runnable) -> Thread} and {@code (String, Runnable) -> Thread}, both not yet started.
   */
  private final MethodHandle unnamed;

  private final MethodHandle named;
  private final LiveBodies live = new LiveBodies();

  private VirtualThreads(MethodHandle unnamed, MethodHandle named) {
    this.unnamed = unnamed;
    this.named = named;
  }

  @Override
  public void start(@Nullable String name, Runnable body) {
    Runnable counted = live.counted(body);
    try {
      Thread thread =
          name == null
              ? (Thread) unnamed.invokeExact(counted)
              : (Thread) named.invokeExact(name, counted);
      thread.setContextClassLoader(Thread.currentThread().getContextClassLoader());
      thread.start();
    } catch (Throwable t) {
      live.abandon();
      throw Unchecked.sneak(t);
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

  private static @Nullable VirtualThreads find() {
    if (Runtime.version().feature()
        < 21) { // 19 and 20 have them as a preview, which throws when used
      return null;
    }
    try {
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
      MethodHandle unstarted =
          lookup.findVirtual(
              builder, "unstarted", MethodType.methodType(Thread.class, Runnable.class));
      // A builder is mutable, so each thread gets its own.
      MethodHandle fresh =
          MethodHandles.collectArguments(
              MethodHandles.insertArguments(inherit, 1, false), 0, ofVirtual);
      return new VirtualThreads(
          MethodHandles.collectArguments(unstarted, 0, fresh),
          MethodHandles.collectArguments(
              unstarted, 0, MethodHandles.collectArguments(name, 0, fresh)));
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }
}
