package org.coroutines4j.samples.asyncio;

import static org.coroutines4j.Async.*;

import java.io.PrintStream;
import org.coroutines4j.Task;

/**
 * A blocking call of two seconds needs no executor: a task may block, it has a thread of its own.
 * asyncio has {@code run_in_executor(None, …)} for this.
 *
 * <p>asyncio tutorial 001, row 001-12.
 */
final class BlockingCallInATask {
  private BlockingCallInATask() {}

  static void main(PrintStream out) {
    run(
        scope -> {
          Task<String> io = scope.async(() -> blockingIo());
          out.println(io.await());
        });
  }

  private static String blockingIo() throws InterruptedException {
    Thread.sleep(2_000);
    return "IO complete";
  }
}
