package org.coroutines4j.testkit;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.coroutines4j.Diagnostics;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Runs a test, or each test of a class, in debug mode, and switches it off afterwards. */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(DebugMode.Switch.class)
public @interface DebugMode {
  /** Switches debug mode on before the test and off after it. */
  final class Switch implements BeforeEachCallback, AfterEachCallback {
    @Override
    public void beforeEach(ExtensionContext context) {
      Diagnostics.setDebug(true);
    }

    @Override
    public void afterEach(ExtensionContext context) {
      Diagnostics.setDebug(false);
    }
  }
}
