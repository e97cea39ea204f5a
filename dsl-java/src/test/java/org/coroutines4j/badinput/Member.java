package org.coroutines4j.badinput;

import java.lang.reflect.Executable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.coroutines4j.badinput.BadCall.Call;

/** A public method or constructor, and its row in a table. */
final class Member {
  final Executable executable;
  final List<BadCall> calls = new ArrayList<>();
  private final Set<String> inputs = new TreeSet<>();
  private boolean cannotFail;

  Member(Executable executable) {
    this.executable = executable;
  }

  /** {@code input}, an argument or {@code argument[index]}, is null in this call. */
  Member nulls(String input, Call call) {
    inputs.add(input);
    return add("null " + input, call, NullPointerException.class, input);
  }

  /** The argument {@code input} may be null, as the call shows. */
  Member mayBeNull(String input, Call call) {
    inputs.add(input);
    return accepts(input + " null", call);
  }

  /** The argument is not legal; {@code input} is its name and value. */
  Member rejects(String input, Call call, String... message) {
    noteNumber(input);
    return add(input, call, IllegalArgumentException.class, message);
  }

  /** The call comes at the wrong time, or on the wrong thread. */
  Member refuses(String input, Call call, String... message) {
    return add(input, call, IllegalStateException.class, message);
  }

  /** The call throws what it should. */
  Member throwing(String input, Class<? extends Throwable> thrown, Call call, String... message) {
    noteNumber(input);
    return add(input, call, thrown, message);
  }

  /** The borderline call is good, and asserts so itself. */
  Member accepts(String input, Call call) {
    noteNumber(input);
    calls.add(new BadCall(name(), input, call, null, List.of()));
    return this;
  }

  /**
   * The call waits, or would have to: neither a Kotlin worker nor a borrowed thread may do that.
   */
  Member waits(Call call) {
    return blocks(call)
        .refuses(
            "on a borrowed thread", w -> w.onBorrowedThread(() -> call.in(w)), "must not wait");
  }

  /** The call may block its thread, which a Kotlin worker must not, and a borrowed thread may. */
  Member blocks(Call call) {
    return refuses(
        "on a worker of Dispatchers.Default",
        w -> w.onKotlinWorker(() -> call.in(w)),
        "Dispatchers.Default",
        "asDeferred().await()");
  }

  /** The call waits for nothing, so that it works where others are refused. */
  Member worksEverywhere(Call call) {
    return accepts("on a worker of Dispatchers.Default", w -> w.onKotlinWorker(() -> call.in(w)))
        .accepts("on a borrowed thread", w -> w.onBorrowedThread(() -> call.in(w)));
  }

  /** There is nothing that a caller could do wrong. */
  void cannotFail(String reason) {
    if (reason.isBlank()) {
      throw new IllegalArgumentException(this + " needs a reason");
    }
    cannotFail = true;
  }

  private Member add(
      String input, Call call, Class<? extends Throwable> thrown, String... message) {
    calls.add(new BadCall(name(), input, call, thrown, List.of(message)));
    return this;
  }

  private void noteNumber(String input) {
    inputs.add(input.contains(" ") ? input.substring(0, input.indexOf(' ')) : input);
  }

  /** What the row lacks: each reference must be tried with null, each number with a bad one. */
  Set<String> missing() {
    Set<String> missing = new TreeSet<>();
    if (cannotFail != calls.isEmpty()) {
      missing.add(this + ": either bad calls, or cannotFail with a reason");
    }
    if (!cannotFail) {
      List<String> names = ParameterNames.of(executable);
      for (int i = 0; i < names.size(); i++) {
        missing.addAll(wanted(names.get(i), executable.getParameterTypes()[i]));
      }
    }
    return missing;
  }

  private Set<String> wanted(String parameter, Class<?> type) {
    Set<String> wanted = new TreeSet<>();
    if (!inputs.contains(parameter)) {
      wanted.add(this + ": " + parameter);
    }
    boolean several =
        type.isArray() || Collection.class.isAssignableFrom(type) || type == Iterable.class;
    if (several && inputs.stream().noneMatch(i -> i.startsWith(parameter + "["))) {
      wanted.add(this + ": an element of " + parameter);
    }
    return wanted;
  }

  private String name() {
    return toString();
  }

  @Override
  public String toString() {
    String arguments =
        Arrays.stream(executable.getParameterTypes())
            .map(Class::getSimpleName)
            .collect(Collectors.joining(", ", "(", ")"));
    String type = executable.getDeclaringClass().getSimpleName();
    return executable instanceof java.lang.reflect.Constructor
        ? "new " + type + arguments
        : type + "." + executable.getName() + arguments;
  }
}
