package org.coroutines4j.jdbc;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.sql.Wrapper;
import org.coroutines4j.Tasks;
import org.jspecify.annotations.Nullable;

/** Stands for an object of the driver: a connection, or what came from one. */
final class JdbcObject implements InvocationHandler {
  final Object target;
  final Session session;

  /** The proxy of the statement that the object belongs to; null if there is none. */
  private final @Nullable Object statement;

  /** Whether a cancellation was sent to this statement since its last execution. */
  volatile boolean wasCancelled;

  JdbcObject(Object target, Session session, @Nullable Object statement) {
    this.target = target;
    this.session = session;
    this.statement = statement;
  }

  /** Returns the handler of {@code object} if that is one of our proxies, else null. */
  static @Nullable JdbcObject of(@Nullable Object object) {
    return object instanceof Proxy && Proxy.getInvocationHandler(object) instanceof JdbcObject ours
        ? ours
        : null;
  }

  @Override
  public @Nullable Object invoke(
      Object proxy, Method method, @Nullable Object @Nullable [] arguments) throws Throwable {
    JdbcCall call = JdbcCall.of(method);
    CallKind kind = call.kind;
    if (kind == CallKind.OBJECT) {
      return ofObject(method, arguments);
    }
    if (kind == CallKind.UNWRAP && arguments != null && arguments[0] instanceof Class<?> type) {
      return type.isInstance(proxy) ? proxy : ((Wrapper) target).unwrap(type);
    }
    if (kind == CallKind.IS_WRAPPER_FOR
        && arguments != null
        && arguments[0] instanceof Class<?> type) {
      return type.isInstance(proxy) || ((Wrapper) target).isWrapperFor(type);
    }
    if (arguments != null) {
      Arguments.unwrap(arguments);
    }
    Object result =
        isDirect(kind, arguments) || !Tasks.isInTask()
            ? call.invoke(target, arguments)
            : session.call(this, call, arguments);
    return call.isWrapped && result != null ? wrapped(proxy, result) : result;
  }

  private static boolean isDirect(CallKind kind, @Nullable Object @Nullable [] arguments) {
    return kind == CallKind.LOCAL
        || (kind == CallKind.SET_OBJECT && Arguments.isInMemory(arguments));
  }

  /** Two proxies are equal if they stand for the same object. */
  private @Nullable Object ofObject(Method method, @Nullable Object @Nullable [] arguments) {
    return switch (method.getName()) {
      case "equals" -> {
        JdbcObject other = arguments == null ? null : of(arguments[0]);
        yield other != null && other.target == target;
      }
      case "hashCode" -> System.identityHashCode(target);
      default -> target.toString();
    };
  }

  /** Returns the statement whose cancellation ends a call of this object; null if there is none. */
  @Nullable JdbcObject running() {
    return target instanceof Statement ? this : of(statement);
  }

  private Object wrapped(Object proxy, Object result) {
    if (result instanceof Connection) {
      return session.connection();
    }
    if (result instanceof Statement && target instanceof ResultSet && statement != null) {
      return statement;
    }
    return Proxies.of(result, session, target instanceof Statement ? proxy : statement);
  }
}
