package org.coroutines4j.spring.boot.test;

import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.springframework.test.context.junit.jupiter.SpringExtension;

/** Gives each test method the default scope, inside the virtual time of the method. */
final class ScopeOfTestExtension implements InvocationInterceptor {
  @Override
  // Before JDK 22, NullAway cannot read "@Nullable Void" from a class file.
  @SuppressWarnings("NullAway")
  public void interceptTestMethod(
      Invocation<@Nullable Void> invocation,
      ReflectiveInvocationContext<Method> method,
      ExtensionContext context)
      throws Throwable {
    ScopeOfTest scope = SpringExtension.getApplicationContext(context).getBean(ScopeOfTest.class);
    scope.begin();
    try {
      invocation.proceed();
    } finally {
      scope.end();
    }
  }

  @Override
  @SuppressWarnings("NullAway") // as above
  public void interceptTestTemplateMethod(
      Invocation<@Nullable Void> invocation,
      ReflectiveInvocationContext<Method> method,
      ExtensionContext context)
      throws Throwable {
    interceptTestMethod(invocation, method, context);
  }
}
