package org.coroutines4j.runtime.coroutine;

import java.util.concurrent.Callable;
import kotlin.coroutines.CoroutineContext;
import kotlin.coroutines.EmptyCoroutineContext;
import kotlinx.coroutines.internal.ThreadContextKt;
import org.jspecify.annotations.Nullable;

/** Runs Java code with the thread-locals and wrappers of its context. */
public final class ThreadContexts {
  private ThreadContexts() {}

  /**
   * Returns whether {@code elements} apply to the thread already, given that those of {@code known}
   * do. {@link #call} then only calls its body.
   */
  public static boolean isInstalled(CoroutineContext elements, CoroutineContext known) {
    return elements == EmptyCoroutineContext.INSTANCE || elements == known;
  }

  /**
   * Calls {@code body} on the current thread, with the thread-locals of {@code elements} and inside
   * their wrappers. The elements of {@code known} apply to the thread already. Restores the
   * thread-locals when {@code body} ends.
   *
   * <p>{@code updateThreadContext} and {@code restoreThreadContext} are the internals by which
   * kotlinx does the same for its own coroutines; {@code ThreadContextsTest} fails if they change.
   */
  public static @Nullable Object call(
      CoroutineContext elements, CoroutineContext known, Callable<? extends @Nullable Object> body)
      throws Exception {
    if (isInstalled(elements, known)) {
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
   * Calls {@code body}, the code of {@code frame}, inside the wrappers of {@code frame} that {@code
   * before}, the previous frame of the thread, does not have.
   */
  public static <T extends @Nullable Object> T callInside(
      JobFrame frame, @Nullable JobFrame before, Callable<T> body) throws Exception {
    return InterceptorElement.call(
        frame.elements, before == null ? EmptyCoroutineContext.INSTANCE : before.elements, body);
  }
}
