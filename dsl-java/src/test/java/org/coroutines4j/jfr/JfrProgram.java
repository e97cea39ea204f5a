package org.coroutines4j.jfr;

import static java.time.Duration.ofMillis;
import static org.coroutines4j.Async.delay;
import static org.coroutines4j.Async.run;
import static org.coroutines4j.Async.supervisorScope;
import static org.coroutines4j.Async.taskScope;

import java.nio.file.Path;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import jdk.jfr.Configuration;
import jdk.jfr.FlightRecorder;
import jdk.jfr.Recording;
import kotlin.Unit;
import kotlin.coroutines.EmptyCoroutineContext;
import kotlinx.coroutines.BuildersKt;
import kotlinx.coroutines.CoroutineScopeKt;
import kotlinx.coroutines.CoroutineStart;
import org.coroutines4j.Diagnostics;
import org.coroutines4j.Dispatchers;
import org.coroutines4j.Task;
import org.coroutines4j.TimeoutExceededException;
import org.coroutines4j.runtime.coroutine.CoroutineThreads;
import org.coroutines4j.testkit.Poll;

/** A program that causes each event once, in a JVM of its own. */
final class JfrProgram {
  private static final Pattern JOINED =
      Pattern.compile("\"name\":\"(waiter|joiner)\"[^{]*\"waitsFor\":\\d");

  private JfrProgram() {}

  /**
   * Runs the program.
   *
   * @param args none if the JVM records from its start; else the file for the recording, and the
   *     settings if they are not to be the default ones
   */
  public static void main(String[] args) throws Exception {
    if (args.length == 0) {
      causeEvents();
      return;
    }
    causeEvents();
    CountDownLatch recording = new CountDownLatch(1);
    run(
        scope -> {
          CountDownLatch begun = new CountDownLatch(1);
          scope
              .named("early")
              .launch(
                  () -> {
                    begun.countDown();
                    recording.await();
                    delay(ofMillis(500));
                  });
          begun.await();
          if (FlightRecorder.isInitialized()) {
            throw new IllegalStateException("Flight Recorder has started too early");
          }
          Recording later =
              args.length == 1
                  ? new Recording()
                  : new Recording(Configuration.create(Path.of(args[1])));
          later.setDestination(Path.of(args[0]));
          later.start();
          delay(ofMillis(30)); // loads what the first recorded wait needs
          recording.countDown();
          causeEvents();
        });
    for (Recording later : FlightRecorder.getFlightRecorder().getRecordings()) {
      later.close();
    }
  }

  private static void causeEvents() {
    delay(ofMillis(30)); // as in main
    supervisorScope().named("work").run(scope -> tasks());
    supervisorScope()
        .named("loose")
        .onFailure((task, failure) -> {})
        .run(
            scope ->
                scope
                    .named("failing")
                    .launch(
                        () -> {
                          throw new IllegalStateException("broken");
                        }));
    try {
      taskScope()
          .named("slow")
          .withTimeout(ofMillis(5))
          .run(scope -> scope.named("late").launch(() -> delay(ofMillis(10_000))));
    } catch (TimeoutExceededException e) {
      // that is what the event is about
    }
    Diagnostics.setDebug(true);
    taskScope()
        .on(Dispatchers.eventLoop())
        .run(scope -> scope.named("hog").launch(() -> spin(1_000)));
    Diagnostics.setDebug(false);
    taskScope()
        .on(Dispatchers.virtual().limitedParallelism(1))
        .run(scope -> scope.named("holder").launch(() -> spin(150)));
  }

  private static void tasks() {
    taskScope()
        .named("waits")
        .run(
            scope -> {
              Task<?> sleeper =
                  scope
                      .named("sleeper")
                      .launch(
                          () -> {
                            Poll.until(() -> JOINED.matcher(json()).results().count() == 2);
                            delay(ofMillis(500));
                          });
              scope.named("waiter").launch(sleeper::join);
              scope.named("joiner").launch(() -> sleeper.join());
              scope.lazily().named("unstarted").launch(() -> {}).cancel();
              scope.named("stubborn").launch(JfrProgram::swallow).join();
              launchInKotlin();
            });
  }

  private static String json() {
    return Diagnostics.dumpJson(false);
  }

  private static void swallow() {
    CoroutineThreads.current().rootJob().cancel(null);
    int caught = 0;
    while (caught < 1_000) {
      try {
        delay(ofMillis(1));
      } catch (CancellationException e) {
        caught++;
      }
    }
  }

  private static void launchInKotlin() {
    BuildersKt.launch(
        CoroutineScopeKt.CoroutineScope(CoroutineThreads.current().frame().context()),
        EmptyCoroutineContext.INSTANCE,
        CoroutineStart.DEFAULT,
        (coroutineScope, k) -> {
          taskScope().named("inKotlin").run(scope -> scope.named("child").launch(() -> {}));
          delay(ofMillis(100));
          return Unit.INSTANCE;
        });
  }

  private static void spin(int millis) {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    while (System.nanoTime() < end) {
      Thread.onSpinWait();
    }
  }
}
