package org.coroutines4j.runtime.debug;

import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Finds call sites in user code. The package of a class tells user code from library code. */
public final class CallSites {
  /** The packages that hold no user code. */
  private static final Set<String> LIBRARY_PACKAGES =
      Set.of(
          "org.coroutines4j",
          "org.coroutines4j.channels",
          "org.coroutines4j.flow",
          "org.coroutines4j.function",
          "org.coroutines4j.kotlin",
          "org.coroutines4j.sync",
          "org.coroutines4j.testing");

  /**
   * Caches the call site of each lambda class, so that the stack is walked only once for it: a
   * lambda has a single place in the source. Empty for other classes, whose instances may be passed
   * in from many places.
   */
  private static final ClassValue<Optional<Supplier<String>>> LAMBDA_PLACES =
      new ClassValue<>() {
        @Override
        protected Optional<Supplier<String>> computeValue(Class<?> type) {
          boolean lambda = type.isHidden() || type.isSynthetic() || type.isAnonymousClass();
          return lambda ? Optional.of(place(type)) : Optional.empty();
        }
      };

  private CallSites() {}

  /**
   * Returns the place at which the current thread passes {@code function}, usually a lambda, to
   * this library. Falls back to the name of its class if no user code is on the stack.
   */
  public static Supplier<String> placeOf(Object function) {
    Class<?> type = function.getClass();
    Optional<Supplier<String>> known = LAMBDA_PLACES.get(type);
    return known.isPresent() ? known.get() : place(type);
  }

  private static Supplier<String> place(Class<?> type) {
    StackTraceElement site = caller();
    String name = type.getName();
    return () -> site == null ? name : text(site);
  }

  /** Returns the place in user code from which the current thread called this library, or null. */
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

  /**
   * Returns whether {@code type} belongs to the API of this library or to its internals above the
   * runtime, and is not a lambda.
   */
  public static boolean isVerb(String type) {
    return isLibrary(packageOf(type)) && !type.contains("$$Lambda");
  }

  private static boolean isLibrary(String pack) {
    return LIBRARY_PACKAGES.contains(pack) || pack.startsWith("org.coroutines4j.internal.");
  }

  private static String packageOf(String type) {
    return type.substring(0, Math.max(0, type.lastIndexOf('.')));
  }

  /**
   * Returns whether {@code type} is user code: neither of this library, nor of the JDK, Kotlin or
   * kotlinx.
   */
  public static boolean isUsers(String type) {
    String pack = packageOf(type);
    return !isLibrary(pack)
        && !pack.startsWith("org.coroutines4j.runtime")
        && !pack.startsWith("java.")
        && !pack.startsWith("jdk.")
        && !pack.startsWith("sun.")
        && !pack.startsWith("kotlin.")
        && !pack.startsWith("kotlinx.")
        && !type.contains("$$Lambda"); // the class of a method reference does not name its user
  }

  /** Returns {@code site} as a stack trace shows it, without the name of the class loader. */
  public static String text(StackTraceElement site) {
    return new StackTraceElement(
            site.getClassName(), site.getMethodName(), site.getFileName(), site.getLineNumber())
        .toString();
  }
}
