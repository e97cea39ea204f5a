package org.coroutines4j.benchmarks.process;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.coroutines4j.Async;
import org.coroutines4j.ServiceScope;
import org.coroutines4j.benchmarks.peers.Kotlinx;
import org.coroutines4j.benchmarks.peers.Threads;

/**
 * Suspends tasks, and prints how many bytes of live heap and of process memory each task takes. The
 * arguments are {@code PEER TASKS}.
 */
public final class Suspended {
  private Suspended() {}

  /** Runs the program. */
  public static void main(String... args) throws Exception {
    String peer = args[0];
    int tasks = Integer.parseInt(args[1]);
    start(peer, 100).cancel(); // loads classes and starts threads before the measurement
    long heap = liveHeap();
    long process = residentBytes();
    Threads.Sleeping sleeping = start(peer, tasks);
    long perTask = (liveHeap() - heap) / tasks;
    System.out.println(perTask + " " + (residentBytes() - process) / tasks);
    // Skips the end of the tasks, which is not measured. Using them here keeps them reachable.
    Runtime.getRuntime().halt(sleeping == null ? 1 : 0);
  }

  private static Threads.Sleeping start(String peer, int tasks) throws InterruptedException {
    return switch (peer) {
      case "coroutines4j" -> ours(tasks);
      case "kotlinx" -> Kotlinx.sleepers(tasks);
      case "virtualThreads" -> Threads.get().sleepers(tasks);
      default -> throw new IllegalArgumentException("no peer '" + peer + "'");
    };
  }

  private static Threads.Sleeping ours(int tasks) throws InterruptedException {
    ServiceScope service = ServiceScope.open("sleepers");
    CountDownLatch begun = new CountDownLatch(tasks);
    for (int i = 0; i < tasks; i++) {
      service.launch(
          () -> {
            begun.countDown();
            Async.delay(Duration.ofHours(1));
          });
    }
    begun.await();
    return () -> {
      service.cancel();
      service.close();
    };
  }

  /**
   * Returns the live heap after a collection. Repeats the collection until two figures agree, since
   * the last tasks may not be asleep yet.
   */
  private static long liveHeap() throws InterruptedException {
    long last = -1;
    while (true) {
      System.gc();
      long now = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
      if (Math.abs(now - last) < 100_000) {
        return now;
      }
      last = now;
      Thread.sleep(200);
    }
  }

  private static long residentBytes() throws IOException {
    return Files.readAllLines(Path.of("/proc/self/status")).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
        .findFirst()
        .orElseThrow();
  }
}
