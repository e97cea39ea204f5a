package org.coroutines4j.internal.util;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Objects;

/** Checks of arguments, with messages that name the argument and its value. */
public final class Preconditions {
  private Preconditions() {}

  public static int atLeastOne(int value, String name) {
    return atLeast(1, value, name);
  }

  public static int atLeast(int least, int value, String name) {
    if (value < least) {
      throw new IllegalArgumentException(name + " must be at least " + least + ", but is " + value);
    }
    return value;
  }

  public static long atLeast(long least, long value, String name) {
    if (value < least) {
      throw new IllegalArgumentException(name + " must be at least " + least + ", but is " + value);
    }
    return value;
  }

  public static Duration positive(Duration d, String name) {
    if (Objects.requireNonNull(d, name).isNegative() || d.isZero()) {
      throw new IllegalArgumentException(name + " must be positive, but is " + d);
    }
    return d;
  }

  public static Duration notNegative(Duration d, String name) {
    if (Objects.requireNonNull(d, name).isNegative()) {
      throw new IllegalArgumentException(name + " must not be negative, but is " + d);
    }
    return d;
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
