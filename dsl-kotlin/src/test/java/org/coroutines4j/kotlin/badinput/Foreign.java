package org.coroutines4j.kotlin.badinput;

import java.lang.reflect.Proxy;

/** Objects of a class of the user's, such as a mock, where one of this library is expected. */
final class Foreign {
  private Foreign() {}

  static <T> T of(Class<T> type) {
    return type.cast(
        Proxy.newProxyInstance(
            Foreign.class.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              if (method.getName().equals("toString")) {
                return "the user's own " + type.getSimpleName();
              }
              throw new AssertionError("nobody may call " + method);
            }));
  }
}
