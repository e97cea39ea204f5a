package org.coroutines4j.runtime.coroutine;

import java.util.concurrent.Callable;
import kotlin.coroutines.CoroutineContext;
import kotlin.coroutines.EmptyCoroutineContext;
import kotlinx.coroutines.internal.ThreadContextKt;
import org.jspecify.annotations.Nullable;

/** Runs Java code with the thread-locals and wrappers of its context in force. */
public final class ThreadContexts {
  private ThreadContexts() {}

  /**
   * Calls {@code body} under {@code elements}, on a thread where those of {@code known} are in
   * force already. Everything is as before when it ends.
   *
   * <p>{@code updateThreadContext} and {@code restoreThreadContext} are internals of kotlinx, the
   * ones by which it does the same for its own coroutines; {@code ThreadContextsTest} notices if
   * they change.
   */
  public static @Nullable Object call(
      CoroutineContext elements, CoroutineContext known, Callable<? extends @Nullable Object> body)
      throws Exception {
    if (elements == EmptyCoroutineContext.INSTANCE || elements == known) {
      return body.call();
    }
    Object before = ThreadContextKt.updateThreadContext(elements, null);
    try {
      return InterceptorElement.call(elements, known, body);
    } finally {
      ThreadContextKt.restoreThreadContext(elements, before);
    }
  }

  /**
   * Calls {@code body}, whose frame is {@code frame}, inside the wrappers of that which {@code
   * before}, the frame that the thread was in, does not have.
   */
  public static <T extends @Nullable Object> T callInside(
      JobFrame frame, @Nullable JobFrame before, Callable<T> body) throws Exception {
    return InterceptorElement.call(
        frame.elements, before == null ? EmptyCoroutineContext.INSTANCE : before.elements, body);
  }
}
