package org.coroutines4j.jdbc;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.lang.reflect.UndeclaredThrowableException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** A method of JDBC, with what is to be known of it in advance. */
final class JdbcCall {
  private static final Map<Method, JdbcCall> KNOWN = new ConcurrentHashMap<>();
  private static final @Nullable Object[] NO_ARGUMENTS = {};

  final CallKind kind;

  /** Whether the result may be an object that needs a proxy. */
  final boolean isWrapped;

  private final String name;
  private final MethodHandle handle;

  private JdbcCall(Method method) {
    kind = CallKinds.of(method);
    name = method.getDeclaringClass().getSimpleName() + "." + method.getName();
    Class<?> type = method.getReturnType();
    isWrapped = !type.isPrimitive() && type != String.class && type != byte[].class;
    try {
      handle =
          MethodHandles.publicLookup()
              .unreflect(method)
              .asFixedArity()
              .asSpreader(Object[].class, method.getParameterCount())
              .asType(MethodType.methodType(Object.class, Object.class, Object[].class));
    } catch (IllegalAccessException e) { // all methods of these interfaces are public
      throw new UndeclaredThrowableException(e);
    }
  }

  static JdbcCall of(Method method) {
    JdbcCall known = KNOWN.get(method);
    return known != null ? known : KNOWN.computeIfAbsent(method, JdbcCall::new);
  }

  /** Calls the method, and throws what it throws. */
  @Nullable Object invoke(Object target, @Nullable Object @Nullable [] arguments) throws Throwable {
    @Nullable Object[] passed = arguments == null ? NO_ARGUMENTS : arguments;
    return (Object) handle.invokeExact(target, passed);
  }

  @Override
  public String toString() {
    return name;
  }
}
