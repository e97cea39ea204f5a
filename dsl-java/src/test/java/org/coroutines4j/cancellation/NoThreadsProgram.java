package org.coroutines4j.cancellation;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static org.coroutines4j.Async.delay;
import static org.coroutines4j.Async.withTimeout;

import java.util.concurrent.CountDownLatch;
import org.coroutines4j.Dispatchers;
import org.coroutines4j.Outcome;
import org.coroutines4j.ServiceScope;
import org.coroutines4j.TimeoutExceededException;

/** Passes a deadline in a JVM that can start no further thread. */
final class NoThreadsProgram {
  private static final long LARGEST_STACK = 256L << 20;
  private static final long SMALLEST_STACK = 256L << 10;

  private static final CountDownLatch RELEASE = new CountDownLatch(1);

  private NoThreadsProgram() {}

  public static void main(String[] args) {
    try {
      withTimeout(
          ofMillis(500),
          () -> {
            startAsManyThreadsAsThereCanBe();
            delay(ofMinutes(5));
          });
      System.out.println("no timeout");
    } catch (TimeoutExceededException e) {
      System.out.println("timed out");
    }
    ServiceScope service = ServiceScope.open("service");
    Outcome<Void> refused = service.on(Dispatchers.cpu()).launch(() -> {}).awaitOutcome();
    System.out.println(refused.toString().contains("OutOfMemoryError") ? "refused" : refused);
    service.close(ofMillis(300));
    System.out.println("closed");
    RELEASE.countDown();
  }

  private static void startAsManyThreadsAsThereCanBe() {
    for (long stack = LARGEST_STACK; stack >= SMALLEST_STACK; ) {
      Thread thread = new Thread(null, NoThreadsProgram::await, "one of many", stack);
      thread.setDaemon(true);
      try {
        thread.start();
      } catch (OutOfMemoryError e) {
        stack /= 2;
      }
    }
  }

  private static void await() {
    try {
      RELEASE.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
