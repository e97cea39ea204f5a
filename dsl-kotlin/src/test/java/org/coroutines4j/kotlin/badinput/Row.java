package org.coroutines4j.kotlin.badinput;

import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** A public method, and the bad calls of it. */
final class Row {
  final Method method;
  final List<BadCall> calls = new ArrayList<>();
  private final Set<String> nulls = new TreeSet<>();
  private boolean writtenByUsers;

  Row(Method method) {
    this.method = method;
  }

  /** {@code parameter} is null in this call. */
  Row nulls(String parameter, ThrowingCallable call) {
    nulls.add(parameter);
    return throwing("null " + parameter, NullPointerException.class, call, nullMessage(parameter));
  }

  /** Kotlin makes the check, and the text, for its functions. */
  private String nullMessage(String parameter) {
    return method.getDeclaringClass().getSimpleName().endsWith("Kt")
        ? "Parameter specified as non-null is null: method "
            + method.getDeclaringClass().getName()
            + "."
            + method.getName()
            + ", parameter "
            + parameter
        : parameter;
  }

  /** The argument is of a kind that cannot be used. */
  Row rejects(String input, ThrowingCallable call, String... message) {
    return throwing(input, IllegalArgumentException.class, call, message);
  }

  Row throwing(
      String input, Class<? extends Throwable> thrown, ThrowingCallable call, String... message) {
    calls.add(new BadCall(toString(), input, call, thrown, List.of(message)));
    return this;
  }

  /** Users write what it does. */
  void isWrittenByUsers() {
    writtenByUsers = true;
  }

  /** The parameters that no call has tried with null. */
  Set<String> missing() {
    return Arrays.stream(method.getParameters())
        .map(Row::nameOf)
        .filter(name -> !writtenByUsers && !nulls.contains(name))
        .map(name -> this + ": null " + name)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static String nameOf(Parameter parameter) {
    return parameter.getName().startsWith("$this$") ? "<this>" : parameter.getName();
  }

  @Override
  public String toString() {
    return method.getDeclaringClass().getSimpleName()
        + "."
        + method.getName()
        + Arrays.stream(method.getParameterTypes())
            .map(Class::getSimpleName)
            .collect(Collectors.joining(", ", "(", ")"));
  }
}
