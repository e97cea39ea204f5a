package org.coroutines4j.runtime.coroutine;

import java.util.concurrent.CancellationException;

/**
 * Stands in for an exception of the user whose {@code equals}, {@code getCause} or {@code
 * getStackTrace} throws. kotlinx calls these methods while a Job ends. If one threw, the Job would
 * never end and its scope would wait indefinitely.
 */
final class ExceptionStandIn extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Whether a class does not override these methods, or is a class of the JDK. */
  private static final ClassValue<Boolean> IS_PLAIN =
      new ClassValue<>() {
        @Override
        protected Boolean computeValue(Class<?> type) {
          try {
            return type.getClassLoader() == null
                || (type.getMethod("equals", Object.class).getDeclaringClass() == Object.class
                    && type.getMethod("getCause").getDeclaringClass() == Throwable.class
                    && type.getMethod("getStackTrace").getDeclaringClass() == Throwable.class);
          } catch (NoSuchMethodException | LinkageError | RuntimeException e) {
            return false;
          }
        }
      };

  private final transient Throwable failure;

  private ExceptionStandIn(Throwable failure) {
    super("an exception of " + failure.getClass(), null, true, false);
    this.failure = failure;
  }

  /**
   * Returns {@code thrown} itself if kotlinx can use it, else an exception that stands in for it.
   */
  static Throwable of(Throwable thrown) {
    return IS_PLAIN.get(thrown.getClass()) || isUsable(thrown)
        ? thrown
        : new ExceptionStandIn(thrown);
  }

  /** As {@link #of}, but always returns a cancellation. */
  static CancellationException ofCancellation(CancellationException thrown) {
    return IS_PLAIN.get(thrown.getClass()) || isUsable(thrown)
        ? thrown
        : new CancellationException("cancelled by an exception of " + thrown.getClass());
  }

  /** Returns the failure that {@code told}, an exception received from kotlinx, stands in for. */
  static Throwable failureOf(Throwable told) {
    return told instanceof ExceptionStandIn shielded ? shielded.failure : told;
  }

  @SuppressWarnings({
    "ReturnValueIgnored",
    "SelfEquals",
    "EqualsNull"
  }) // tests that they do not throw
  private static boolean isUsable(Throwable thrown) {
    try {
      thrown.equals(null);
      thrown.equals(thrown);
      thrown.equals(new ExceptionStandIn(thrown));
      thrown.getCause();
      thrown.getStackTrace();
      return true;
    } catch (Throwable broken) {
      return false;
    }
  }
}
