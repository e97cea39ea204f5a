package org.coroutines4j.kotlin.badinput;

import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/**
 * A call that gets something bad.
 *
 * @param input what is bad about it
 * @param message what the exception's message must contain
 */
record BadCall(
    String method,
    String input,
    ThrowingCallable call,
    Class<? extends Throwable> thrown,
    List<String> message) {
  @Override
  public String toString() {
    return method + ": " + input;
  }
}
