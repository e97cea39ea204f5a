package org.coroutines4j.runtime.dispatch;

/** Throws any throwable unchanged, without a {@code throws} clause. */
public final class SneakyThrow {
  private SneakyThrow() {}

  /** Throws {@code t}. Declares a result so that callers can write {@code throw sneak(t)}. */
  public static RuntimeException sneak(Throwable t) {
    return SneakyThrow.<RuntimeException>raise(t);
  }

  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  private static <E extends Throwable> E raise(Throwable t) throws E {
    throw (E) t;
  }
}
