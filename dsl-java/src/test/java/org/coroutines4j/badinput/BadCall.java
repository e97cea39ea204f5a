package org.coroutines4j.badinput;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A call with a bad or borderline argument, and what it must throw, if anything.
 *
 * @param input what is bad about it
 * @param thrown null if the input is accepted
 * @param message what the exception's message must contain; all of it, for a {@link
 *     NullPointerException}
 */
record BadCall(
    String member,
    String input,
    Call call,
    @Nullable Class<? extends Throwable> thrown,
    List<String> message) {

  /** The call. */
  interface Call {
    /** Calls, with the good data of {@code world} for the other arguments. */
    void in(World world) throws Throwable;
  }

  @Override
  public String toString() {
    return member + ": " + input;
  }
}
