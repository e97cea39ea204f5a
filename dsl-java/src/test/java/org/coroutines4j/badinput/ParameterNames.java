package org.coroutines4j.badinput;

import java.io.File;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Parameter;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.Arrays;
import java.util.List;

/**
 * The names of parameters. JDK 17 forgets those of a class that an agent, as Lincheck's, has
 * transformed while it was in use, so they are read from a second copy of the class, which is never
 * used.
 */
final class ParameterNames {
  private static final ClassLoader COPIES =
      new URLClassLoader(classPath(), ClassLoader.getPlatformClassLoader());

  private ParameterNames() {}

  static List<String> of(Executable executable) {
    return Arrays.stream(copyOf(executable).getParameters()).map(Parameter::getName).toList();
  }

  private static Executable copyOf(Executable executable) {
    Class<?>[] types =
        Arrays.stream(executable.getParameterTypes())
            .map(ParameterNames::copyOf)
            .toArray(Class<?>[]::new);
    Class<?> type = copyOf(executable.getDeclaringClass());
    try {
      return executable instanceof Constructor
          ? type.getDeclaredConstructor(types)
          : type.getDeclaredMethod(executable.getName(), types);
    } catch (NoSuchMethodException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Class<?> copyOf(Class<?> type) {
    if (type.isPrimitive()) {
      return type;
    }
    try {
      return Class.forName(type.getName(), false, COPIES);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  private static URL[] classPath() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .map(ParameterNames::url)
        .toArray(URL[]::new);
  }

  private static URL url(String path) {
    try {
      return new File(path).toURI().toURL();
    } catch (MalformedURLException e) {
      throw new IllegalArgumentException(path, e);
    }
  }
}
