package org.coroutines4j.runtime.coroutine;

import java.util.concurrent.CancellationException;

/**
 * Stands for an exception of the user's whose {@code equals}, {@code getCause} or {@code
 * getStackTrace} fails. kotlinx calls these while a Job ends, and would leave it half ended: its
 * scope would wait without end.
 */
final class Shielded extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Whether a class has these methods from {@link Throwable}, or is one of the JDK's. */
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

  private Shielded(Throwable failure) {
    super("an exception of " + failure.getClass(), null, true, false);
    this.failure = failure;
  }

  /** Returns what kotlinx may be told instead of {@code thrown}: mostly that itself. */
  static Throwable of(Throwable thrown) {
    return IS_PLAIN.get(thrown.getClass()) || isUsable(thrown) ? thrown : new Shielded(thrown);
  }

  /** As {@link #of}, for what must stay a cancellation. */
  static CancellationException ofCancellation(CancellationException thrown) {
    return IS_PLAIN.get(thrown.getClass()) || isUsable(thrown)
        ? thrown
        : new CancellationException("cancelled by an exception of " + thrown.getClass());
  }

  /** Returns the failure that {@code told}, heard from kotlinx, stands for. */
  static Throwable failureOf(Throwable told) {
    return told instanceof Shielded shielded ? shielded.failure : told;
  }

  @SuppressWarnings({"ReturnValueIgnored", "SelfEquals", "EqualsNull"}) // only tried
  private static boolean isUsable(Throwable thrown) {
    try {
      thrown.equals(null);
      thrown.equals(thrown);
      thrown.equals(new Shielded(thrown));
      thrown.getCause();
      thrown.getStackTrace();
      return true;
    } catch (Throwable broken) {
      return false;
    }
  }
}
