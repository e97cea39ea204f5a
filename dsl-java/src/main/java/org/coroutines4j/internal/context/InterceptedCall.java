package org.coroutines4j.internal.context;

import java.util.concurrent.Callable;
import org.coroutines4j.function.ThrowingConsumer;
import org.coroutines4j.function.ThrowingRunnable;
import org.jspecify.annotations.Nullable;

/**
 * One call of a task's code inside a user's wrapper. The wrapper receives the call as an action,
 * and must call it exactly once.
 */
public final class InterceptedCall {
  /** The name, in stack traces, of the method that the wrapper calls. */
  public static final String CALL = "callOnce";

  private final Callable<? extends @Nullable Object> body;
  private @Nullable Object result;
  private @Nullable Throwable failure;
  private boolean called;

  public InterceptedCall(Callable<? extends @Nullable Object> body) {
    this.body = body;
  }

  /**
   * Calls {@code wrapper} on the current thread, and returns the value of the code inside. Throws
   * what the wrapper throws, or what the code has thrown if the wrapper swallows it.
   *
   * @throws IllegalStateException if the wrapper does not call its action, or calls it twice
   */
  public @Nullable Object callInside(ThrowingConsumer<ThrowingRunnable> wrapper) throws Exception {
    wrapper.accept(this::callOnce);
    if (!called) {
      throw new IllegalStateException(
          "the wrapper of around(...) must call the action it is given, but did not call it");
    }
    if (failure instanceof Error error) {
      throw error;
    }
    if (failure instanceof Exception exception) {
      throw exception; // which the wrapper has swallowed
    }
    return result;
  }

  private void callOnce() throws Exception {
    if (called) {
      throw new IllegalStateException("the wrapper of around(...) must call the action only once");
    }
    called = true;
    try {
      result = body.call();
    } catch (Throwable t) {
      failure = t;
      throw t;
    }
  }
}
