package org.coroutines4j.badinput;

import java.lang.reflect.Executable;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;

/** What is bad input for the members of a type. */
abstract class Table {
  private final List<Member> members = new ArrayList<>();

  /** The row of a method, which must exist in the type or in a superclass of it. */
  final Member method(Class<?> type, String name, Class<?>... parameters) {
    try {
      return add(type.getDeclaredMethod(name, parameters));
    } catch (NoSuchMethodException e) {
      Class<?> parent = type.getSuperclass();
      if (parent == null) {
        throw new IllegalStateException(e);
      }
      return method(parent, name, parameters);
    }
  }

  /** The row of a constructor, which must exist. */
  final Member constructor(Class<?> type, Class<?>... parameters) {
    try {
      return add(type.getDeclaredConstructor(parameters));
    } catch (NoSuchMethodException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The rows of methods that take nothing, wait for nothing and work in every state. */
  final void cannotFail(Class<?> type, String... names) {
    for (String name : names) {
      method(type, name).cannotFail("no argument, no wait, no state in which it is wrong");
    }
  }

  /** The rows of methods that users write and this library calls. */
  final void isWrittenByUsers(Class<?> type) {
    for (Executable method : PublicMembers.of(type)) {
      if (!Modifier.isStatic(method.getModifiers())) {
        add(method).cannotFail("the user's own code");
      }
    }
  }

  private Member add(Executable executable) {
    Member member = new Member(executable);
    members.add(member);
    return member;
  }

  final List<Member> members() {
    return members;
  }
}
