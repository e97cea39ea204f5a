package org.coroutines4j.testkit;

import java.util.List;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Checks after each test that it has left nothing behind. JUnit finds this extension by itself, so
 * that no test can forget it.
 */
public final class LeakCheck implements AfterEachCallback {
  @Override
  public void afterEach(ExtensionContext context) {
    List<String> leaks = Leaks.find();
    if (!leaks.isEmpty()) {
      throw new AssertionError(
          context.getDisplayName()
              + " has left behind:\n"
              + String.join("\n", leaks)
              + "\n\nThreads:\n"
              + ThreadDump.take());
    }
  }
}
