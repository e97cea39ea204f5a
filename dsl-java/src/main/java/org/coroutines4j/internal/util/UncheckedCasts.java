package org.coroutines4j.internal.util;

import org.jspecify.annotations.Nullable;

/** The engine hands on values of any type; here they get theirs back. */
public final class UncheckedCasts {
  private UncheckedCasts() {}

  /** {@code value}, which came from a body of type T, so that it is null only where T allows it. */
  @SuppressWarnings({"unchecked", "NullAway", "TypeParameterUnusedInFormals"})
  public static <T extends @Nullable Object> T value(@Nullable Object value) {
    return (T) value;
  }
}
