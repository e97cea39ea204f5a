package org.coroutines4j.testing;

import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;

/**
 * For JUnit Jupiter: a test method with a parameter of type {@link TestScope} runs in virtual time,
 * as the body of {@link VirtualTime#runTest(TestAction)}. Methods without one run as ever.
 */
public final class VirtualTimeExtension implements ParameterResolver, InvocationInterceptor {
  private static final ExtensionContext.Namespace NAMESPACE =
      ExtensionContext.Namespace.create(VirtualTimeExtension.class);

  /** Made by JUnit. */
  public VirtualTimeExtension() {}

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == TestScope.class
        && parameter.getDeclaringExecutable().equals(context.getTestMethod().orElse(null));
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return context
        .getStore(NAMESPACE)
        .computeIfAbsent(SimulatedScope.class, key -> new SimulatedScope(), SimulatedScope.class);
  }

  @Override
  @SuppressWarnings(
      "NullAway") // on JDKs before 22 it does not read "@Nullable Void" of a class file
  public void interceptTestMethod(
      Invocation<@Nullable Void> invocation,
      ReflectiveInvocationContext<Method> method,
      ExtensionContext context)
      throws Throwable {
    intercept(invocation, context);
  }

  @Override
  @SuppressWarnings("NullAway") // as above
  public void interceptTestTemplateMethod(
      Invocation<@Nullable Void> invocation,
      ReflectiveInvocationContext<Method> method,
      ExtensionContext context)
      throws Throwable {
    intercept(invocation, context);
  }

  private static void intercept(Invocation<?> invocation, ExtensionContext context)
      throws Throwable {
    SimulatedScope scope =
        context.getStore(NAMESPACE).get(SimulatedScope.class, SimulatedScope.class);
    if (scope == null) {
      invocation.proceed();
      return;
    }
    TestRun.run(null, scope, test -> proceed(invocation));
  }

  private static void proceed(Invocation<?> invocation) throws Exception {
    try {
      invocation.proceed();
    } catch (Exception | Error e) {
      throw e;
    } catch (Throwable t) {
      throw new IllegalStateException("neither an exception nor an error", t);
    }
  }
}
