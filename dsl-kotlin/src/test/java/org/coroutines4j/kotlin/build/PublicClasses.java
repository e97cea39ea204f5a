package org.coroutines4j.kotlin.build;

import java.io.IOException;
import java.lang.reflect.Modifier;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.coroutines4j.kotlin.KotlinInterop;

/** The classes of this module that its users see. */
public final class PublicClasses {
  /** What Kotlin calls internal: class files have no word for that. */
  private static final Set<String> INTERNAL = Set.of("JavaFlows", "SuspendCalls", "Invocation");

  private PublicClasses() {}

  /** All of them, found on disk. */
  public static List<Class<?>> ofThisModule() {
    try {
      Path classes =
          Path.of(KotlinInterop.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      try (Stream<Path> files = Files.walk(classes)) {
        return files
            .map(file -> classes.relativize(file).toString().replaceAll("[/\\\\]", "."))
            .filter(file -> file.endsWith(".class") && !file.endsWith("-info.class"))
            .<Class<?>>map(file -> load(file.substring(0, file.length() - ".class".length())))
            .filter(type -> Modifier.isPublic(type.getModifiers()) && !isInternal(type))
            .toList();
      }
    } catch (IOException | URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static boolean isInternal(Class<?> type) {
    return INTERNAL.contains(type.getSimpleName());
  }

  private static Class<?> load(String name) {
    try {
      return Class.forName(name, false, KotlinInterop.class.getClassLoader());
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }
}
