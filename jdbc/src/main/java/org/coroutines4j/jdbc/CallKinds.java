package org.coroutines4j.jdbc;

import java.lang.reflect.Method;
import java.math.BigDecimal;
import java.net.URL;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.Date;
import java.util.Set;

/**
 * Decides how each method of JDBC is called in a task. A method that a later version of JDBC adds
 * gets the default of its type, which is safe: no interrupt reaches it.
 */
final class CallKinds {
  private static final Set<String> CLEANUP = Set.of("close", "rollback", "free");
  private static final Set<String> LOCAL_OF_CONNECTION =
      Set.of("isClosed", "getAutoCommit", "abort");
  private static final Set<String> LOCAL_OF_STATEMENT =
      Set.of(
          "addBatch",
          "cancel",
          "clearBatch",
          "clearParameters",
          "getLargeUpdateCount",
          "getUpdateCount",
          "getConnection",
          "isClosed");
  private static final Set<String> GUARDED_OF_STATEMENT =
      Set.of("getGeneratedKeys", "getMetaData", "getMoreResults", "getParameterMetaData");
  private static final Set<String> LOCAL_OF_RESULTS =
      Set.of("findColumn", "getRow", "getStatement", "isClosed", "wasNull");
  private static final Set<String> MOVES_OF_RESULTS =
      Set.of(
          "absolute",
          "afterLast",
          "beforeFirst",
          "deleteRow",
          "first",
          "insertRow",
          "last",
          "moveToCurrentRow",
          "moveToInsertRow",
          "next",
          "previous",
          "refreshRow",
          "relative",
          "updateRow");

  private CallKinds() {}

  static CallKind of(Method method) {
    Class<?> owner = method.getDeclaringClass();
    String name = method.getName();
    if (owner == Object.class) {
      return CallKind.OBJECT;
    }
    if (name.equals("unwrap")) {
      return CallKind.UNWRAP;
    }
    if (name.equals("isWrapperFor")) {
      return CallKind.IS_WRAPPER_FOR;
    }
    if (CLEANUP.contains(name)) {
      return CallKind.CLEANUP;
    }
    if (owner == Connection.class) {
      return ofConnection(name);
    }
    if (Statement.class.isAssignableFrom(owner)) {
      return ofStatement(method);
    }
    if (owner == ResultSet.class) {
      return ofResults(method);
    }
    return owner == DatabaseMetaData.class && name.equals("getConnection")
        ? CallKind.LOCAL
        : isMetaData(owner) ? CallKind.SHIELDED : CallKind.GUARDED;
  }

  /** What describes columns and parameters is in memory, except in a few cases. */
  private static boolean isMetaData(Class<?> owner) {
    return owner.getSimpleName().endsWith("MetaData") && owner != DatabaseMetaData.class;
  }

  private static CallKind ofConnection(String name) {
    if (LOCAL_OF_CONNECTION.contains(name)) {
      return CallKind.LOCAL;
    }
    boolean opens =
        name.startsWith("prepare")
            || name.startsWith("create")
            || name.equals("getMetaData")
            || name.equals("nativeSQL");
    return opens ? CallKind.GUARDED : CallKind.SHIELDED;
  }

  private static CallKind ofStatement(Method method) {
    String name = method.getName();
    if (name.startsWith("execute")) {
      return CallKind.EXECUTE;
    }
    if (name.endsWith("QueryTimeout")) {
      return name.startsWith("get") ? CallKind.GET_TIMEOUT : CallKind.SET_TIMEOUT;
    }
    if (LOCAL_OF_STATEMENT.contains(name)) {
      return CallKind.LOCAL;
    }
    if (GUARDED_OF_STATEMENT.contains(name)) {
      return CallKind.GUARDED;
    }
    if (name.startsWith("set") && method.getParameterCount() > 1) {
      return ofParameter(method);
    }
    return method.getDeclaringClass() == CallableStatement.class && readsInMemory(method)
        ? CallKind.LOCAL
        : CallKind.SHIELDED;
  }

  /** The value of a parameter may have to be read from a stream, or sent to the database. */
  private static CallKind ofParameter(Method method) {
    Class<?> owner = method.getDeclaringClass();
    if (owner != PreparedStatement.class && owner != CallableStatement.class) {
      return CallKind.SHIELDED;
    }
    return method.getName().equals("setObject")
        ? CallKind.SET_OBJECT
        : isInMemory(method.getParameterTypes()[1]) ? CallKind.LOCAL : CallKind.GUARDED;
  }

  private static CallKind ofResults(Method method) {
    String name = method.getName();
    if (LOCAL_OF_RESULTS.contains(name) || readsInMemory(method)) {
      return CallKind.LOCAL;
    }
    return MOVES_OF_RESULTS.contains(name) ? CallKind.GUARDED : CallKind.SHIELDED;
  }

  /** A string may be that of a large object, whose text is in a file or on a server. */
  private static boolean readsInMemory(Method method) {
    Class<?> type = method.getReturnType();
    return method.getName().startsWith("get")
        && method.getParameterCount() > 0
        && type != String.class
        && type != byte[].class
        && isInMemory(type);
  }

  private static boolean isInMemory(Class<?> type) {
    return type.isPrimitive()
        || type == String.class
        || type == byte[].class
        || type == BigDecimal.class
        || type == URL.class
        || Date.class.isAssignableFrom(type);
  }
}
