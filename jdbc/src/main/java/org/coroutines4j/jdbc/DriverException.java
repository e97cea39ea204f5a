package org.coroutines4j.jdbc;

import java.sql.SQLException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Carries a checked exception of the driver through code of coroutines4j, which would wrap it.
 * Users see it only as a suppressed exception of a cancellation, as the answer of the driver to
 * {@code Statement.cancel}.
 */
final class DriverException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private DriverException(Throwable thrown) {
    super(thrown.toString(), thrown, false, false);
  }

  /** Calls {@code work}, keeps its result in {@code kept}, and wraps a checked exception. */
  static void carry(Work work, Kept kept) {
    try {
      kept.result = work.call();
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable t) {
      throw new DriverException(t);
    }
  }

  /** The result of a call, which may be null. */
  static class Kept {
    @Nullable Object result;
  }

  /** Returns what a source of connections has thrown. */
  SQLException asSqlException() {
    Throwable thrown = thrown();
    return thrown instanceof SQLException known ? known : new SQLException(thrown);
  }

  /** Returns what the driver has thrown. */
  Throwable thrown() {
    return Objects.requireNonNull(getCause());
  }
}
