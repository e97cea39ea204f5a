package org.coroutines4j.internal.context;

import java.util.concurrent.Callable;
import org.coroutines4j.function.ThrowingConsumer;
import org.coroutines4j.function.ThrowingRunnable;
import org.jspecify.annotations.Nullable;

/** One call of a body inside a wrapper of the user's, which sees it as an action. */
public final class InterceptedCall {
  /** The method that a wrapper calls, as stack traces name it. */
  public static final String CALL = "callOnce";

  private final Callable<? extends @Nullable Object> body;
  private @Nullable Object result;
  private @Nullable Throwable failure;
  private boolean called;

  public InterceptedCall(Callable<? extends @Nullable Object> body) {
    this.body = body;
  }

  public @Nullable Object callInside(ThrowingConsumer<ThrowingRunnable> wrapper) throws Exception {
    wrapper.accept(this::callOnce);
    if (!called) {
      throw new IllegalStateException(
          "the wrapper of around(...) must call the action it is given");
    }
    if (failure instanceof Error error) {
      throw error;
    }
    if (failure instanceof Exception exception) {
      throw exception; // the wrapper has swallowed it
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
