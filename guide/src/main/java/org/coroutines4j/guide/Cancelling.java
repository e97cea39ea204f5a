package org.coroutines4j.guide;

// region imports
import static java.net.InetAddress.getLoopbackAddress;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.coroutines4j.Async.blocking;
import static org.coroutines4j.Async.delay;
import static org.coroutines4j.Async.ensureActive;
import static org.coroutines4j.Async.nonCancellable;
import static org.coroutines4j.Async.run;
import static org.coroutines4j.Async.withTimeout;

import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import org.coroutines4j.Task;
import org.coroutines4j.TaskCancelledException;
import org.coroutines4j.TimeoutExceededException;
import org.coroutines4j.channels.Channel;
import org.coroutines4j.sync.AsyncEvent;

// endregion

/** Cancellation: where it is seen, cleanup, blocking calls, and what can be lost. */
public final class Cancelling {
  private Cancelling() {}

  /** Runs the programs of the page. */
  public static void main(String[] args) {
    state();
    computation();
    swallowed();
    cleanup();
    interrupts();
    socket();
    lost();
  }

  private static void state() {
    run(
        scope -> {
          // region cancel
          AsyncEvent started = new AsyncEvent();
          Task<String> job =
              scope
                  .named("job")
                  .async(
                      () -> {
                        try {
                          started.set();
                          delay(ofSeconds(60)); // the cancellation ends this wait
                        } catch (CancellationException e) {
                          System.out.println("cancelled");
                        }
                        try {
                          delay(ofMillis(1)); // catching the exception did not end the state
                        } catch (CancellationException e) {
                          System.out.println("still cancelled");
                        }
                        return "a value that no caller gets";
                      });
          started.await();
          job.cancel("the client has gone"); // returns immediately
          try {
            job.await(); // waits until the code of the task has ended
          } catch (TaskCancelledException e) {
            System.out.println(e.getMessage());
          }
          // endregion
        });
  }

  private static void swallowed() {
    run(
        scope -> {
          AsyncEvent first = new AsyncEvent();
          // region swallowed
          List<String> log = new ArrayList<>();
          Task<?> poller =
              scope.launch(
                  () -> {
                    for (int round = 1; round <= 3; round++) {
                      try {
                        first.set();
                        delay(ofSeconds(60));
                      } catch (Exception e) { // catches the CancellationException as well
                        log.add("round " + round + " failed, trying again");
                      }
                    }
                  });
          first.await();
          poller.cancelAndJoin();
          log.forEach(System.out::println);
          // endregion
        });
    run(
        scope -> {
          AsyncEvent first = new AsyncEvent();
          // region swallowed-mended
          Task<?> poller =
              scope.launch(
                  () -> {
                    while (true) {
                      try {
                        first.set();
                        delay(ofSeconds(60));
                      } catch (Exception e) {
                        ensureActive(); // throws if the task is cancelled
                        System.out.println("failed, trying again: " + e);
                      }
                    }
                  });
          first.await();
          poller.cancelAndJoin();
          System.out.println("the poller is cancelled: " + poller.isCancelled());
          // endregion
        });
  }

  private static void computation() {
    // region computation
    try {
      withTimeout(ofMillis(20), () -> sum());
    } catch (TimeoutExceededException e) {
      System.out.println("the computation was stopped");
    }
    // endregion
  }

  // region sum
  static long sum() {
    long sum = 0;
    long end = System.nanoTime() + ofSeconds(60).toNanos();
    while (System.nanoTime() < end) {
      ensureActive(); // throws CancellationException in a cancelled task or block
      sum++;
    }
    return sum;
  }

  // endregion

  private static void cleanup() {
    run(
        scope -> {
          AsyncEvent started = new AsyncEvent();
          // region cleanup
          Task<?> upload =
              scope.launch(
                  () -> {
                    try {
                      started.set();
                      delay(ofSeconds(60)); // the upload
                    } finally {
                      nonCancellable(
                          () -> {
                            delay(ofMillis(5)); // tells the server; a plain delay would throw here
                            System.out.println("the upload is aborted");
                          });
                    }
                  });
          started.await();
          upload.cancelAndJoin();
          // endregion
        });
  }

  private static void interrupts() {
    run(
        scope -> {
          AsyncEvent started = new AsyncEvent();
          // region interrupt
          Task<?> blocked =
              scope.launch(
                  () -> {
                    started.set();
                    blocking(() -> new CountDownLatch(1).await()); // is interrupted
                  });
          started.await();
          blocked.cancelAndJoin();
          System.out.println("the blocked task is cancelled: " + blocked.isCancelled());
          // endregion
        });
  }

  private static void socket() {
    run(
        scope -> {
          AsyncEvent started = new AsyncEvent();
          // region socket
          Task<?> acceptor =
              scope.launch(
                  () -> {
                    try (ServerSocket server = new ServerSocket(0, 1, getLoopbackAddress())) {
                      started.set();
                      blocking(() -> server.accept(), server::close); // close ends the accept
                    }
                  });
          started.await();
          acceptor.cancelAndJoin();
          System.out.println("the acceptor is cancelled: " + acceptor.isCancelled());
          // endregion
        });
  }

  private static void lost() {
    run(
        scope -> {
          // region lost
          Channel<String> files =
              Channel.<String>builder()
                  .capacity(1)
                  .onUndelivered(file -> System.out.println("delete " + file))
                  .build();
          files.send("a.tmp");
          files.cancel(); // no task has received a.tmp
          // endregion
        });
  }
}
