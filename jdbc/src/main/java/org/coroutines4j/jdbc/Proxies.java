package org.coroutines4j.jdbc;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Reader;
import java.io.StringReader;
import java.io.Writer;
import java.lang.reflect.Proxy;
import java.sql.Array;
import java.sql.Blob;
import java.sql.CallableStatement;
import java.sql.Clob;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.NClob;
import java.sql.ParameterMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLXML;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/** Makes the proxies of objects that a call has returned. */
final class Proxies {
  private Proxies() {}

  static Connection of(Connection connection, Session session) {
    return (Connection) create(Connection.class, connection, session, null);
  }

  /**
   * Returns a proxy of {@code result}; {@code result} itself if no call of it reaches the database.
   *
   * @param statement the proxy of the statement that {@code result} belongs to; null if none
   */
  static Object of(Object result, Session session, @Nullable Object statement) {
    if (result instanceof InputStream in) {
      return in instanceof ByteArrayInputStream ? in : new LobInput(in, session);
    }
    if (result instanceof Reader in) {
      return in instanceof StringReader ? in : new LobReader(in, session);
    }
    if (result instanceof OutputStream out) {
      return new LobOutput(out, session);
    }
    if (result instanceof Writer out) {
      return new LobWriter(out, session);
    }
    Class<?> type = typeOf(result);
    return type == null ? result : create(type, result, session, statement);
  }

  private static @Nullable Class<?> typeOf(Object result) {
    if (result instanceof ResultSet) {
      return ResultSet.class;
    }
    if (result instanceof Statement) {
      return result instanceof CallableStatement
          ? CallableStatement.class
          : result instanceof PreparedStatement ? PreparedStatement.class : Statement.class;
    }
    if (result instanceof ResultSetMetaData) {
      return ResultSetMetaData.class;
    }
    if (result instanceof DatabaseMetaData) {
      return DatabaseMetaData.class;
    }
    if (result instanceof ParameterMetaData) {
      return ParameterMetaData.class;
    }
    return largeTypeOf(result);
  }

  private static @Nullable Class<?> largeTypeOf(Object result) {
    if (result instanceof Blob) {
      return Blob.class;
    }
    if (result instanceof Clob) {
      return result instanceof NClob ? NClob.class : Clob.class;
    }
    if (result instanceof Array) {
      return Array.class;
    }
    return result instanceof SQLXML ? SQLXML.class : null;
  }

  private static Object create(
      Class<?> type, Object target, Session session, @Nullable Object statement) {
    return Proxy.newProxyInstance(
        Proxies.class.getClassLoader(),
        new Class<?>[] {type},
        new JdbcObject(target, session, statement));
  }
}
