package org.coroutines4j.testing;

import java.lang.reflect.Method;
import java.util.List;
import kotlin.coroutines.Continuation;
import org.coroutines4j.runtime.coroutine.CoroutineThreads;
import org.coroutines4j.runtime.dispatch.SneakyThrow;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.junit.platform.commons.support.ReflectionSupport;

/**
 * Calls a Kotlin test method that is a {@code suspend} function, as a part of the test. It waits by
 * the clock of the test, and the coroutines that it starts belong to the test's scope.
 */
final class SuspendTest {
  private SuspendTest() {}

  /**
   * Returns whether {@code method} is a {@code suspend} function: its last parameter is a
   * continuation, for which JUnit has resolved no argument.
   */
  static boolean isOne(ReflectiveInvocationContext<Method> method) {
    Class<?>[] types = method.getExecutable().getParameterTypes();
    return types.length == method.getArguments().size() + 1
        && types[types.length - 1] == Continuation.class;
  }

  /**
   * Calls the function, waits until it has ended and returns its result. A cancellation point.
   * Throws the exception of the function unchanged.
   */
  // Before JDK 22, NullAway cannot read "@Nullable" from a class file.
  @SuppressWarnings("NullAway")
  static @Nullable Object call(ReflectiveInvocationContext<Method> method) {
    return CoroutineThreads.<@Nullable Object>call(
        body -> {
          body.checkpoint();
          try {
            return body.awaitForeign(k -> invoke(method, k), () -> place(method));
          } catch (Throwable t) {
            throw SneakyThrow.sneak(body.frame().translateFailure(t));
          }
        });
  }

  private static String place(ReflectiveInvocationContext<Method> method) {
    Method function = method.getExecutable();
    return function.getDeclaringClass().getName() + "." + function.getName();
  }

  private static @Nullable Object invoke(
      ReflectiveInvocationContext<Method> method, Continuation<?> continuation) {
    List<Object> given = method.getArguments();
    Object[] arguments = given.toArray(new Object[given.size() + 1]);
    arguments[given.size()] = continuation;
    return ReflectionSupport.invokeMethod(
        method.getExecutable(), method.getTarget().orElse(null), arguments);
  }
}
