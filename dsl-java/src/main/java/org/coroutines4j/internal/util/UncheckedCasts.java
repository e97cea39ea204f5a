package org.coroutines4j.internal.util;

import org.jspecify.annotations.Nullable;

/** Casts from {@code Object}, as which the engine passes all values, to their generic type. */
public final class UncheckedCasts {
  private UncheckedCasts() {}

  /**
   * Returns {@code value} as a T. The caller knows that code of type T returned it, so it is null
   * only if T allows null.
   */
  @SuppressWarnings({"unchecked", "NullAway", "TypeParameterUnusedInFormals"})
  public static <T extends @Nullable Object> T value(@Nullable Object value) {
    return (T) value;
  }
}
