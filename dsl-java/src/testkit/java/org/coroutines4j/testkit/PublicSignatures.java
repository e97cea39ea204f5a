package org.coroutines4j.testkit;

import java.io.IOException;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.GenericDeclaration;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Finds unwanted types in what users can see of a class: its declaration and its public and
 * protected members, the inherited ones too. Annotations do not count.
 */
public final class PublicSignatures {

  private final Predicate<Class<?>> unwanted;
  private final Set<String> found = new TreeSet<>();

  private PublicSignatures(Predicate<Class<?>> unwanted) {
    this.unwanted = unwanted;
  }

  /** Returns a line for each place in which an unwanted type stands. */
  public static Set<String> find(Predicate<Class<?>> unwanted, Iterable<Class<?>> classes) {
    var signatures = new PublicSignatures(unwanted);
    classes.forEach(signatures::scan);
    return signatures.found;
  }

  /** Returns the classes below a folder of class files that users can see. */
  public static List<Class<?>> visibleClassesIn(Path folder, ClassLoader loader)
      throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      List<Class<?>> classes =
          files
              .map(file -> folder.relativize(file).toString())
              .filter(file -> file.endsWith(".class") && !file.endsWith("-info.class"))
              .<Class<?>>map(file -> load(file, loader))
              .filter(PublicSignatures::isVisible)
              .toList();
      if (classes.isEmpty()) {
        throw new IllegalStateException("no public class in " + folder);
      }
      return classes;
    }
  }

  private static Class<?> load(String file, ClassLoader loader) {
    String name = file.substring(0, file.length() - ".class".length()).replaceAll("[/\\\\]", ".");
    try {
      return Class.forName(name, false, loader);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  private static boolean isVisible(Class<?> type) {
    if (type.isAnonymousClass() || type.isLocalClass() || !isVisible(type.getModifiers())) {
      return false;
    }
    for (var outer = type.getEnclosingClass(); outer != null; outer = outer.getEnclosingClass()) {
      if (Modifier.isPrivate(outer.getModifiers())) {
        return false;
      }
    }
    return true;
  }

  private static boolean isVisible(int modifiers) {
    return Modifier.isPublic(modifiers) || Modifier.isProtected(modifiers);
  }

  private void scan(Class<?> type) {
    String where = type.getName();
    typeParameters(where, type);
    if (type.isSealed()) {
      check(where + " permits", type.getPermittedSubclasses());
    }
    if (type.isRecord()) {
      for (RecordComponent component : type.getRecordComponents()) {
        check(where + " component " + component.getName(), component.getGenericType());
      }
    }
    for (Field field : visible(type.getDeclaredFields())) {
      check(where + "." + field.getName(), field.getGenericType());
    }
    for (Executable constructor : visible(type.getDeclaredConstructors())) {
      executable(where + ".new", constructor);
    }
    for (Method method : visible(type.getDeclaredMethods())) {
      executable(where + "." + method.getName(), method);
      check(where + "." + method.getName() + " returns", method.getGenericReturnType());
    }
    supertype(where, type.getGenericSuperclass(), type.getSuperclass());
    for (int i = 0; i < type.getInterfaces().length; i++) {
      supertype(where, type.getGenericInterfaces()[i], type.getInterfaces()[i]);
    }
  }

  private void supertype(String where, Type generic, Class<?> raw) {
    if (raw == null) {
      return;
    }
    check(where + " extends", generic);
    if (!unwanted.test(raw)) {
      scan(raw);
    }
  }

  private void executable(String where, Executable executable) {
    typeParameters(where, executable);
    check(where + " takes", executable.getGenericParameterTypes());
    check(where + " throws", executable.getGenericExceptionTypes());
  }

  private void typeParameters(String where, GenericDeclaration declaration) {
    for (TypeVariable<?> parameter : declaration.getTypeParameters()) {
      check(where + " <" + parameter.getName() + ">", parameter.getBounds());
    }
  }

  private void check(String where, Type... types) {
    for (Type type : types) {
      check(where, type, new HashSet<>());
    }
  }

  private void check(String where, Type type, Set<Type> seen) {
    if (type == null || !seen.add(type)) {
      return;
    }
    if (type instanceof Class<?> c) {
      Class<?> element = c.isArray() ? c.getComponentType() : c;
      if (element.isArray()) {
        check(where, element, seen);
      } else if (unwanted.test(element)) {
        found.add(where + " " + element.getName());
      }
    } else if (type instanceof ParameterizedType parameterized) {
      check(where, parameterized.getRawType(), seen);
      check(where, parameterized.getOwnerType(), seen);
      checkAll(where, parameterized.getActualTypeArguments(), seen);
    } else if (type instanceof GenericArrayType array) {
      check(where, array.getGenericComponentType(), seen);
    } else if (type instanceof WildcardType wildcard) {
      checkAll(where, wildcard.getUpperBounds(), seen);
      checkAll(where, wildcard.getLowerBounds(), seen);
    } else if (type instanceof TypeVariable<?> variable) {
      checkAll(where, variable.getBounds(), seen);
    } else {
      throw new IllegalStateException("unknown kind of type: " + type);
    }
  }

  private void checkAll(String where, Type[] types, Set<Type> seen) {
    for (Type type : types) {
      check(where, type, seen);
    }
  }

  private static <M extends Member> List<M> visible(M[] members) {
    return Arrays.stream(members)
        .filter(member -> isVisible(member.getModifiers()) && !member.isSynthetic())
        .toList();
  }
}
