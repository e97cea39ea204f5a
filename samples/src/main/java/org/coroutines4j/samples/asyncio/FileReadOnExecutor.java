package org.coroutines4j.samples.asyncio;

import static org.coroutines4j.Async.*;

import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.coroutines4j.Dispatchers;

/**
 * A blocking read on the threads of an executor, asyncio's {@code run_in_executor(pool, …)}; {@code
 * call} returns the body's value, and {@code use} closes the pool at the end. (The tutorial reads
 * /etc/hosts; this is a file that each JDK has.)
 *
 * <p>asyncio tutorial 001, row 001-3.
 */
final class FileReadOnExecutor {
  private FileReadOnExecutor() {}

  static void main(PrintStream out) {
    Path file = Path.of(System.getProperty("java.home"), "release");
    String text =
        call(
            scope -> {
              ExecutorService pool = Executors.newSingleThreadExecutor();
              scope.use(pool::shutdown);
              return withContext(Dispatchers.from(pool), () -> Files.readString(file));
            });
    out.print(text);
  }
}
