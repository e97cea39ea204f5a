package org.coroutines4j.testing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Limits each virtual-time test of a class to one second of real time, so that it fails soon. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(OneSecondLimit.Setting.class)
public @interface OneSecondLimit {
  /** Sets the system property before each test, and clears it afterwards. */
  final class Setting implements BeforeEachCallback, AfterEachCallback {
    private static final String LIMIT = "coroutines4j.test.limit";

    @Override
    public void beforeEach(ExtensionContext context) {
      System.setProperty(LIMIT, "1");
    }

    @Override
    public void afterEach(ExtensionContext context) {
      System.clearProperty(LIMIT);
    }
  }
}
