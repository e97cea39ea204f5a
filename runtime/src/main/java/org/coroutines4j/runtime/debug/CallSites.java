package org.coroutines4j.runtime.debug;

import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Places in the code of users, told from those in ours by the package. */
public final class CallSites {
  /** Packages of which a user wrote nothing. */
  private static final Set<String> OURS =
      Set.of(
          "org.coroutines4j",
          "org.coroutines4j.channels",
          "org.coroutines4j.flow",
          "org.coroutines4j.function",
          "org.coroutines4j.kotlin",
          "org.coroutines4j.sync",
          "org.coroutines4j.testing");

  /**
   * For the class of a lambda, which stands at one place: the place of its first call, so that not
   * each call need look for it. Empty for other classes, which may be called from many.
   */
  private static final ClassValue<Optional<Supplier<String>>> PLACES =
      new ClassValue<>() {
        @Override
        protected Optional<Supplier<String>> computeValue(Class<?> type) {
          boolean lambda = type.isHidden() || type.isSynthetic() || type.isAnonymousClass();
          return lambda ? Optional.of(place(type)) : Optional.empty();
        }
      };

  private CallSites() {}

  /** Where {@code function}, a lambda mostly, is handed to this library by the current thread. */
  public static Supplier<String> placeOf(Object function) {
    Class<?> type = function.getClass();
    Optional<Supplier<String>> known = PLACES.get(type);
    return known.isPresent() ? known.get() : place(type);
  }

  private static Supplier<String> place(Class<?> type) {
    StackTraceElement site = caller();
    String name = type.getName();
    return () -> site == null ? name : text(site);
  }

  /** The place that the current thread has called this library from. */
  public static @Nullable StackTraceElement caller() {
    return StackWalker.getInstance()
        .walk(
            frames ->
                frames
                    .filter(frame -> isUsers(frame.getClassName()))
                    .findFirst()
                    .map(StackWalker.StackFrame::toStackTraceElement)
                    .orElse(null));
  }

  /** Whether {@code type} is a class of ours that users call. */
  public static boolean isVerb(String type) {
    return isOurs(packageOf(type)) && !type.contains("$$Lambda");
  }

  private static boolean isOurs(String pack) {
    return OURS.contains(pack) || pack.startsWith("org.coroutines4j.internal.");
  }

  private static String packageOf(String type) {
    return type.substring(0, Math.max(0, type.lastIndexOf('.')));
  }

  /** Whether {@code type} is a class of a user, and neither ours nor one of the platforms. */
  public static boolean isUsers(String type) {
    String pack = packageOf(type);
    return !isOurs(pack)
        && !pack.startsWith("org.coroutines4j.runtime")
        && !pack.startsWith("java.")
        && !pack.startsWith("jdk.")
        && !pack.startsWith("sun.")
        && !pack.startsWith("kotlin.")
        && !pack.startsWith("kotlinx.")
        && !type.contains("$$Lambda"); // a method reference: who calls it is not known by name
  }

  /** As in a stack trace, without the name of the class loader. */
  public static String text(StackTraceElement site) {
    return new StackTraceElement(
            site.getClassName(), site.getMethodName(), site.getFileName(), site.getLineNumber())
        .toString();
  }
}
