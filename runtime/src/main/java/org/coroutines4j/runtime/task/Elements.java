package org.coroutines4j.runtime.task;

import java.util.concurrent.Callable;
import kotlin.coroutines.CoroutineContext;
import kotlin.coroutines.EmptyCoroutineContext;
import kotlinx.coroutines.internal.ThreadContextKt;
import org.jspecify.annotations.Nullable;

/** Runs Java code with the thread-locals and wrappers of its context in force. */
public final class Elements {
  private Elements() {}

  /**
   * Calls {@code body} under {@code elements}, on a thread where those of {@code known} are in
   * force already. Everything is as before when it ends.
   *
   * <p>{@code updateThreadContext} and {@code restoreThreadContext} are internals of kotlinx, the
   * ones by which it does the same for its own coroutines; {@code ElementsTest} notices if they
   * change.
   */
  public static @Nullable Object call(
      CoroutineContext elements, CoroutineContext known, Callable<? extends @Nullable Object> body)
      throws Exception {
    if (elements == EmptyCoroutineContext.INSTANCE || elements == known) {
      return body.call();
    }
    Object before = ThreadContextKt.updateThreadContext(elements, null);
    try {
      return Around.call(elements, known, body);
    } finally {
      ThreadContextKt.restoreThreadContext(elements, before);
    }
  }

  /** Calls {@code body} inside those wrappers of {@code frame} that the one around it has not. */
  public static <T extends @Nullable Object> T callInside(Frame frame, Callable<T> body)
      throws Exception {
    Frame outer = frame.outer;
    return Around.call(
        frame.elements, outer == null ? EmptyCoroutineContext.INSTANCE : outer.elements, body);
  }
}
