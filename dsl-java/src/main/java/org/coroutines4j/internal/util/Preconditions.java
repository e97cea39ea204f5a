package org.coroutines4j.internal.util;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Objects;

/** Checks of arguments, with messages that name the argument and its value. */
public final class Preconditions {
  private Preconditions() {}

  public static int atLeastOne(int value, String name) {
    if (value < 1) {
      throw new IllegalArgumentException(name + " must be at least 1, but is " + value);
    }
    return value;
  }

  /**
   * Returns a copy of {@code elements}.
   *
   * @throws NullPointerException if {@code elements} or one of them is null
   */
  public static <E> List<E> nonNull(E[] elements, String name) {
    return nonNull(Arrays.asList(Objects.requireNonNull(elements, name)), name);
  }

  /**
   * Returns a copy of {@code elements}.
   *
   * @throws NullPointerException if {@code elements} or one of them is null
   */
  public static <E> List<E> nonNull(Collection<? extends E> elements, String name) {
    Objects.requireNonNull(elements, name);
    List<E> copy = new ArrayList<>(elements.size());
    for (E element : elements) {
      copy.add(Objects.requireNonNull(element, () -> name + "[" + copy.size() + "]"));
    }
    return copy;
  }
}
