package org.coroutines4j.spring.boot.test;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import org.coroutines4j.ServiceScope;
import org.coroutines4j.spring.boot.CoroutinesAutoConfiguration;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Fallback;
import org.springframework.util.ClassUtils;

/** The default scope of an application under test: each test has one of its own. */
@Configuration(proxyBeanMethods = false)
class ScopeOfTest {
  private @Nullable ServiceScope current;

  /** Opens the scope of a test, in its time. Closes one that was opened outside any test. */
  void begin() {
    end();
    synchronized (this) {
      current = ServiceScope.open("application");
    }
  }

  /** Cancels the tasks of the scope of a test, and waits for them. */
  void end() {
    ServiceScope ended;
    synchronized (this) {
      ended = current;
      current = null;
    }
    if (ended != null) {
      ended.close();
    }
  }

  /** Returns the scope of the test; outside any test, one that lives until the next test begins. */
  private synchronized ServiceScope current() {
    ServiceScope known = current;
    if (known == null) {
      known = ServiceScope.open("application");
      current = known;
    }
    return known;
  }

  /**
   * Returns a scope that stands for the one of the test. It has all interfaces of a real scope,
   * since parts of the library ask for those that are not public.
   */
  @Bean(CoroutinesAutoConfiguration.SCOPE)
  @Fallback
  ServiceScope applicationScope() {
    ServiceScope sample = ServiceScope.open("application");
    sample.close();
    InvocationHandler toCurrent =
        (proxy, method, arguments) -> {
          try {
            return method.invoke(current(), arguments);
          } catch (InvocationTargetException e) {
            throw e.getTargetException();
          }
        };
    return (ServiceScope)
        Proxy.newProxyInstance(
            sample.getClass().getClassLoader(),
            ClassUtils.getAllInterfacesForClass(sample.getClass()),
            toCurrent);
  }
}
