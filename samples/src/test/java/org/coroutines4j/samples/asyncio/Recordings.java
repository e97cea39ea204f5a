package org.coroutines4j.samples.asyncio;

import static java.util.concurrent.TimeUnit.SECONDS;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives each test the recording of the program that its method's name begins with, up to the
 * underscore. All programs run once, several at the same time, since most of them only wait.
 */
final class Recordings implements ParameterResolver {
  private static final int AT_ONCE = 12;
  static final long PATIENCE_SECONDS = 150;

  /** Its thousands of threads would delay the others, so it runs when they have ended. */
  private static final Program RUNS_LAST = Catalogue.find("TenThousandSleeps").orElseThrow();

  /** They measure the time themselves, hold a thread, or call a server. */
  private static final Set<String> IN_REAL_TIME =
      Set.of(
          "BlockingCallFreezesNobody",
          "BlockingCallInATask",
          "BlockingCallsOverlap",
          "CallsInARow",
          "CallsTogether",
          "ComputeOnAPool",
          "ComputeOnAllProcessors",
          "FetchErrorAsValue",
          "FetchManyUrls",
          "FetchOneUrlFiveTimes",
          "FileReadOnExecutor",
          "FrozenLoop",
          "GatherOverlapsSleeps",
          "GatherReverseDelays",
          "GatherTakesTheLongest",
          "SleepsInARow",
          "SlowStepReported",
          "TenThousandSleeps");

  private static final Map<Program, FutureTask<Recording>> RECORDINGS = new LinkedHashMap<>();

  static {
    for (Program program : Catalogue.PROGRAMS) {
      RECORDINGS.put(program, new FutureTask<>(() -> record(program)));
    }
    Thread thread = new Thread(Recordings::recordAll, "recordings");
    thread.setDaemon(true);
    thread.start();
  }

  private static Recording record(Program program) throws Exception {
    return IN_REAL_TIME.contains(program.name())
        ? Recording.of(program)
        : Recording.inVirtualTime(program);
  }

  private static void recordAll() {
    ExecutorService pool = Executors.newFixedThreadPool(AT_ONCE);
    RECORDINGS.forEach(
        (program, recording) -> {
          if (!program.equals(RUNS_LAST)) {
            pool.execute(recording);
          }
        });
    pool.shutdown();
    try {
      if (pool.awaitTermination(PATIENCE_SECONDS, SECONDS)) {
        RECORDINGS.get(RUNS_LAST).run();
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
    return parameter.getParameter().getType() == Recording.class;
  }

  @Override
  public Recording resolveParameter(ParameterContext parameter, ExtensionContext test) {
    String name = programOf(test.getRequiredTestMethod().getName());
    Program program = Catalogue.find(name).orElseThrow();
    try {
      return RECORDINGS.get(program).get(PATIENCE_SECONDS, SECONDS);
    } catch (ExecutionException e) {
      throw new AssertionError(program + " failed", e.getCause());
    } catch (Exception e) {
      throw new AssertionError(program + " has not ended", e);
    }
  }

  /** The program that a test method is about. */
  static String programOf(String testMethod) {
    return testMethod.substring(0, testMethod.indexOf('_'));
  }
}
