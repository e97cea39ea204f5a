package org.coroutines4j.jdbc;

import java.io.InputStream;
import java.io.Reader;
import java.sql.Array;
import java.sql.Blob;
import java.sql.Clob;
import java.sql.SQLXML;
import org.jspecify.annotations.Nullable;

/** The arguments of a call of JDBC. */
final class Arguments {
  private Arguments() {}

  /** Replaces proxies by the objects of the driver, which it may cast to its own types. */
  static void unwrap(@Nullable Object[] arguments) {
    for (int i = 0; i < arguments.length; i++) {
      JdbcObject ours = JdbcObject.of(arguments[i]);
      if (ours != null) {
        arguments[i] = ours.target;
      }
    }
  }

  /** Returns whether the value of {@code setObject} is read neither from a file nor a server. */
  static boolean isInMemory(@Nullable Object @Nullable [] arguments) {
    Object value = arguments == null ? null : arguments[1];
    return !(value instanceof InputStream
        || value instanceof Reader
        || value instanceof Blob
        || value instanceof Clob
        || value instanceof SQLXML
        || value instanceof Array);
  }
}
