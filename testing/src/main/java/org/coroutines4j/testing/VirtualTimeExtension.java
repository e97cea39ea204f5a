package org.coroutines4j.testing;

import java.lang.reflect.Method;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.DynamicTestInvocationContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;

/**
 * An extension of JUnit Jupiter that runs test methods in virtual time. A test method with a
 * parameter of type {@link TestScope} runs as the body of {@link VirtualTime#runTest(TestAction)}.
 * So does a {@code suspend} function of Kotlin, in which Kotlin's own {@code delay} also takes
 * virtual time. Methods without such a parameter run as usual.
 *
 * <p>A test factory with such a parameter, and each of its dynamic tests, runs in a virtual time of
 * its own, which begins at zero. The parameter then stands for the scope of whichever of them runs
 * the code that uses it.
 */
public final class VirtualTimeExtension implements ParameterResolver, InvocationInterceptor {
  private static final ExtensionContext.Namespace NAMESPACE =
      ExtensionContext.Namespace.create(VirtualTimeExtension.class);

  /** Creates the extension. Called by JUnit. */
  public VirtualTimeExtension() {}

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == TestScope.class
        && parameter.getDeclaringExecutable().equals(context.getTestMethod().orElse(null));
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    ExtensionContext.Store store = context.getStore(NAMESPACE);
    TestScopeImpl scope = store.get(TestScopeImpl.class, TestScopeImpl.class);
    if (scope == null) { // Store.computeIfAbsent needs JUnit 5.14
      scope = new TestScopeImpl();
      store.put(TestScopeImpl.class, scope);
    }
    return scope;
  }

  @Override
  // Before JDK 22, NullAway cannot read "@Nullable Void" from a class file.
  @SuppressWarnings("NullAway")
  public void interceptTestMethod(
      Invocation<@Nullable Void> invocation,
      ReflectiveInvocationContext<Method> method,
      ExtensionContext context)
      throws Throwable {
    intercept(invocation, method, context);
  }

  @Override
  @SuppressWarnings("NullAway") // as above
  public void interceptTestTemplateMethod(
      Invocation<@Nullable Void> invocation,
      ReflectiveInvocationContext<Method> method,
      ExtensionContext context)
      throws Throwable {
    intercept(invocation, method, context);
  }

  @Override
  @SuppressWarnings("NullAway") // NullAway does not know that a factory returns something
  public <T> T interceptTestFactoryMethod(
      Invocation<T> invocation,
      ReflectiveInvocationContext<Method> method,
      ExtensionContext context)
      throws Throwable {
    return intercept(invocation, method, context);
  }

  @Override
  @SuppressWarnings("NullAway") // as above
  public void interceptDynamicTest(
      Invocation<@Nullable Void> invocation,
      DynamicTestInvocationContext test,
      ExtensionContext context)
      throws Throwable {
    intercept(invocation, null, context);
  }

  private static <T extends @Nullable Object> T intercept(
      Invocation<T> invocation,
      @Nullable ReflectiveInvocationContext<Method> method,
      ExtensionContext context)
      throws Throwable {
    TestScopeImpl scope = context.getStore(NAMESPACE).get(TestScopeImpl.class, TestScopeImpl.class);
    if (scope == null) {
      return invocation.proceed();
    }
    AtomicReference<T> result = new AtomicReference<>();
    TestRun.run(null, scope, test -> result.set(call(invocation, method)));
    return result.get();
  }

  @SuppressWarnings({"unchecked", "NullAway"}) // the invoked method returns a T, possibly null
  private static <T extends @Nullable Object> T call(
      Invocation<T> invocation, @Nullable ReflectiveInvocationContext<Method> method)
      throws Exception {
    if (method != null && SuspendTest.isOne(method)) {
      invocation.skip(); // JUnit would call it in a runBlocking, whose delays take real time
      return (T) SuspendTest.call(method);
    }
    try {
      return invocation.proceed();
    } catch (Exception | Error e) {
      throw e;
    } catch (Throwable t) {
      throw new IllegalStateException("the test threw neither an Exception nor an Error", t);
    }
  }
}
