package org.coroutines4j.badinput;

import java.io.IOException;
import java.lang.reflect.Executable;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.coroutines4j.Async;

/** The public methods and constructors of the public types of this module, by reflection. */
final class PublicMembers {
  /** Those of {@link Object} take anything, and none of ours does more than usual. */
  private static final Set<String> OBJECTS = Set.of("equals", "hashCode", "toString");

  private PublicMembers() {}

  static List<Executable> all() {
    return publicTypes().stream().flatMap(type -> of(type).stream()).toList();
  }

  static List<Executable> of(Class<?> type) {
    return Stream.<Executable>concat(Arrays.stream(type.getDeclaredConstructors()), methodsOf(type))
        .filter(member -> Modifier.isPublic(member.getModifiers()) && !member.isSynthetic())
        .filter(member -> !OBJECTS.contains(member.getName()))
        .toList();
  }

  /**
   * Returns the methods that {@code type} declares, itself or in a superclass that is not public.
   */
  private static Stream<Method> methodsOf(Class<?> type) {
    Stream<Method> own = Arrays.stream(type.getDeclaredMethods());
    Class<?> parent = type.getSuperclass();
    return parent == null || Modifier.isPublic(parent.getModifiers())
        ? own
        : Stream.concat(own, methodsOf(parent));
  }

  private static List<Class<?>> publicTypes() {
    try {
      Path classes =
          Path.of(Async.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      try (Stream<Path> files = Files.walk(classes)) {
        return files
            .map(file -> classes.relativize(file).toString().replaceAll("[/\\\\]", "."))
            .filter(file -> file.endsWith(".class") && !file.endsWith("-info.class"))
            .filter(file -> !file.contains(".internal."))
            .<Class<?>>map(file -> load(file.substring(0, file.length() - ".class".length())))
            .filter(PublicMembers::isPublic)
            .toList();
      }
    } catch (IOException | URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static boolean isPublic(Class<?> type) {
    Class<?> outer = type.getEnclosingClass();
    return Modifier.isPublic(type.getModifiers()) && (outer == null || isPublic(outer));
  }

  private static Class<?> load(String name) {
    try {
      return Class.forName(name, false, Async.class.getClassLoader());
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }
}
