package org.coroutines4j.guide.pitfalls;

// region imports
import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.coroutines4j.Async.blocking;
import static org.coroutines4j.Async.taskScope;

import java.util.concurrent.CountDownLatch;
import org.coroutines4j.Dispatchers;

// endregion

/** Blocks a task of an event loop, with and without the loop. */
public final class HeldLoop {
  private HeldLoop() {}

  /** Runs the programs of the page. */
  public static void main(String[] args) {
    holding();
    released();
  }

  private static void holding() {
    // region wrong
    CountDownLatch heartbeat = new CountDownLatch(1);
    taskScope()
        .on(Dispatchers.eventLoop())
        .run(
            scope -> {
              scope.launch(
                  () -> { // await of a latch of the JDK stands for any call that blocks
                    boolean seen = heartbeat.await(100, MILLISECONDS);
                    System.out.println("heartbeat during the call: " + seen);
                  });
              scope.launch(() -> heartbeat.countDown()); // has to wait for the loop
            });
    // endregion
  }

  private static void released() {
    // region right
    CountDownLatch heartbeat = new CountDownLatch(1);
    taskScope()
        .on(Dispatchers.eventLoop())
        .run(
            scope -> {
              scope.launch(
                  () -> {
                    boolean seen =
                        blocking(() -> heartbeat.await(10, SECONDS)); // releases the loop
                    System.out.println("heartbeat during blocking: " + seen);
                  });
              scope.launch(() -> heartbeat.countDown());
            });
    // endregion
  }
}
