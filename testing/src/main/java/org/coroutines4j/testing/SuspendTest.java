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
 * Calls a test method of Kotlin that is a {@code suspend} function, as a part of the test: it waits
 * by the clock of the test, and coroutines that it starts are in the test's scope.
 */
final class SuspendTest {
  private SuspendTest() {}

  /** Whether {@code method} takes a continuation, for which JUnit resolves no argument. */
  static boolean isOne(ReflectiveInvocationContext<Method> method) {
    Class<?>[] types = method.getExecutable().getParameterTypes();
    return types.length == method.getArguments().size() + 1
        && types[types.length - 1] == Continuation.class;
  }

  /** Returns what the function returns. */
  @SuppressWarnings("NullAway") // on JDKs before 22 it does not read "@Nullable" of a class file
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
