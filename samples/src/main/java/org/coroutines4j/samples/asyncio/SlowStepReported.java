package org.coroutines4j.samples.asyncio;

import static org.coroutines4j.Async.*;

import java.io.PrintStream;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.coroutines4j.Diagnostics;
import org.coroutines4j.Dispatchers;

/**
 * Debug mode tells of a task that holds an event loop for 100 ms or longer, as asyncio's does.
 *
 * <p>asyncio tutorial 004, row 004-7.
 */
final class SlowStepReported {
  private SlowStepReported() {}

  static void main(PrintStream out) {
    Logger logger = Logger.getLogger("org.coroutines4j");
    Handler printer = new FirstLines(out);
    logger.addHandler(printer);
    logger.setUseParentHandlers(false);
    Diagnostics.setDebug(true); // or java -Dcoroutines4j.debug
    try {
      taskScope()
          .on(Dispatchers.eventLoop())
          .run(scope -> scope.named("step").launch(() -> Thread.sleep(150)));
    } finally {
      Diagnostics.setDebug(false);
      logger.setUseParentHandlers(true);
      logger.removeHandler(printer);
    }
  }

  private static final class FirstLines extends Handler {
    private final PrintStream out;

    FirstLines(PrintStream out) {
      this.out = out;
    }

    @Override
    public void publish(LogRecord logged) {
      out.println(logged.getMessage().lines().findFirst().orElse(""));
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
