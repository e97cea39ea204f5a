package org.coroutines4j.internal.flow;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Objects;

/** Checks of arguments, with messages that name the argument and its value. */
public final class FlowPreconditions {
  private FlowPreconditions() {}

  static int atLeast(int least, int value, String name) {
    if (value < least) {
      throw new IllegalArgumentException(name + " must be " + least + " or more, but is " + value);
    }
    return value;
  }

  static Duration positive(Duration d, String name) {
    if (Objects.requireNonNull(d, name).isNegative() || d.isZero()) {
      throw new IllegalArgumentException(name + " must be positive, but is " + d);
    }
    return d;
  }

  static Duration notNegative(Duration d, String name) {
    if (Objects.requireNonNull(d, name).isNegative()) {
      throw new IllegalArgumentException(name + " must not be negative, but is " + d);
    }
    return d;
  }

  /**
   * Returns a copy of {@code elements}.
   *
   * @throws NullPointerException if {@code elements} is null, or one of its elements
   */
  public static <E> List<E> nonNull(E[] elements, String name) {
    return nonNull(Arrays.asList(Objects.requireNonNull(elements, name)), name);
  }

  /**
   * Returns a copy of {@code elements}.
   *
   * @throws NullPointerException if {@code elements} is null, or one of its elements
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
