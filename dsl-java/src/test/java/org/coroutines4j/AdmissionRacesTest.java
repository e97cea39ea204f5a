package org.coroutines4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.coroutines4j.testkit.CapturedLog;
import org.coroutines4j.testkit.Pause;
import org.coroutines4j.testkit.Rounds;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Guards that a limited service neither loses a place nor grants one twice, whatever happens
 * concurrently.
 */
@Tag("stress")
class AdmissionRacesTest {
  private static final Duration LONG = Duration.ofMinutes(1);

  private final Random random = new Random(7);

  private void pause() {
    Pause.of(random.nextInt(2_000));
  }

  private static ServiceScope open(int maxConcurrent, int maxQueued) {
    return ServiceScope.builder("shop").maxConcurrent(maxConcurrent).maxQueued(maxQueued).open();
  }

  /** Both places are there again: two tasks fit in, and a third does not. */
  private static void assertEmpty(ServiceScope scope) {
    CountDownLatch release = new CountDownLatch(1);
    Task<?> first = scope.launch(release::await);
    Task<?> second = scope.launch(() -> {});
    boolean refused = false;
    try {
      Task<?> unused = scope.launch(() -> {});
    } catch (RejectedExecutionException e) {
      refused = true;
    }
    release.countDown();
    Tasks.awaitAll(first, second);
    assertThat(refused).isTrue();
  }

  @Test
  void endOfATask_whileAnotherIsSubmitted_losesNeither() {
    AtomicInteger ran = new AtomicInteger();
    Rounds rounds = Rounds.atLeast(200);
    int expected = 0;
    try (ServiceScope scope = open(1, 1)) {
      while (rounds.next()) {
        AtomicBoolean go = new AtomicBoolean();
        Task<?> ending =
            scope.launch(
                () -> {
                  while (!go.get()) {
                    Pause.of(10);
                  }
                });
        go.set(true);
        pause();
        Task<?> next = scope.launch(ran::incrementAndGet);
        next.await();
        ending.await();
        assertThat(ran).hasValue(++expected);
        assertEmpty(scope);
      }
    }
  }

  @Test
  void cancelOfAQueuedTask_whileItStarts_losesNoPlace() {
    AtomicInteger started = new AtomicInteger();
    AtomicInteger cancelled = new AtomicInteger();
    Rounds rounds = Rounds.atLeast(200).until(() -> started.get() > 0 && cancelled.get() > 0);
    try (ServiceScope scope = open(1, 1);
        ServiceScope other = ServiceScope.open("other")) {
      while (rounds.next()) {
        CountDownLatch release = new CountDownLatch(1);
        Task<?> first = scope.launch(release::await);
        AtomicBoolean runs = new AtomicBoolean();
        Task<?> queued = scope.launch(() -> runs.set(true));
        Task<?> releaser = other.launch(release::countDown);
        pause();
        queued.cancel();
        queued.join();
        Tasks.awaitAll(first, releaser);
        (runs.get() ? started : cancelled).incrementAndGet();
        assertThat(runs.get() || queued.isCancelled()).isTrue();
        assertEmpty(scope);
      }
    }
    assertThat(started).as("tasks that ran").hasPositiveValue();
    assertThat(cancelled).as("tasks that were cancelled in the queue").hasPositiveValue();
  }

  @Test
  void lazyStarts_andCancels_loseNoPlace() {
    Rounds rounds = Rounds.atLeast(200);
    try (ServiceScope scope = open(1, 1);
        ServiceScope other = ServiceScope.open("other")) {
      while (rounds.next()) {
        Task<?> lazy = scope.lazily().launch(() -> {});
        Task<?> starter = other.launch(lazy::start);
        pause();
        lazy.cancel();
        lazy.join();
        starter.join();
        assertEmpty(scope);
      }
    }
  }

  @Test
  void gracefulClose_whileSubmitting_runsAllAcceptedTasks() throws Exception {
    Rounds rounds = Rounds.atLeast(50);
    try (CapturedLog log = new CapturedLog()) {
      while (rounds.next()) {
        boolean limited = random.nextBoolean();
        ServiceScope scope = limited ? open(2, 5) : ServiceScope.open("shop");
        AtomicInteger ran = new AtomicInteger();
        ConcurrentLinkedQueue<Task<?>> accepted = new ConcurrentLinkedQueue<>();
        List<Thread> submitters = new ArrayList<>();
        CountDownLatch begun = new CountDownLatch(2);
        for (int i = 0; i < 2; i++) {
          submitters.add(startThread(() -> submit(scope, accepted, ran, begun)));
        }
        begun.await();
        pause();
        scope.closeGracefully(LONG, LONG);
        for (Thread submitter : submitters) {
          submitter.join();
        }
        assertThat(accepted).allMatch(task -> task.awaitOutcome().isSuccess());
        assertThat(ran).hasValue(accepted.size());
      }
      assertThat(log.lines()).isEmpty();
    }
  }

  /** Until it is told that the scope is closing. */
  private static void submit(
      ServiceScope scope,
      ConcurrentLinkedQueue<Task<?>> accepted,
      AtomicInteger ran,
      CountDownLatch begun) {
    for (boolean open = true; open; ) {
      try {
        accepted.add(scope.launch(ran::incrementAndGet));
        begun.countDown();
      } catch (RejectedExecutionException e) {
        open = String.valueOf(e.getMessage()).contains("is full");
        Pause.of(10);
      } catch (IllegalStateException e) {
        open = false; // it was closed between two attempts
      }
    }
  }

  private static Thread startThread(Runnable code) {
    Thread thread = new Thread(code);
    thread.start();
    return thread;
  }

  @Test
  void close_whileSubmitting_leavesNoTaskBehind() throws Exception {
    Rounds rounds = Rounds.atLeast(50);
    while (rounds.next()) {
      ServiceScope scope = random.nextBoolean() ? open(2, 5) : ServiceScope.open("shop");
      AtomicInteger ran = new AtomicInteger();
      ConcurrentLinkedQueue<Task<?>> accepted = new ConcurrentLinkedQueue<>();
      CountDownLatch begun = new CountDownLatch(1);
      Thread submitter = startThread(() -> submit(scope, accepted, ran, begun));
      begun.await();
      pause();
      scope.close(LONG);
      submitter.join();
      assertThat(accepted).allMatch(Task::isDone);
      assertThat(accepted.stream().filter(task -> task.awaitOutcome().isSuccess()).count())
          .isLessThanOrEqualTo(ran.get());
    }
  }

  @Test
  void underLoad_countsAreExact() throws Exception {
    int places = 3;
    AtomicInteger now = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    AtomicInteger ran = new AtomicInteger();
    AtomicInteger refused = new AtomicInteger();
    AtomicInteger submitted = new AtomicInteger();
    ConcurrentLinkedQueue<Task<?>> accepted = new ConcurrentLinkedQueue<>();
    Rounds rounds = Rounds.atLeast(500).until(() -> refused.get() > 0 && most.get() == places);
    try (ServiceScope scope = open(places, 4)) {
      List<Thread> submitters = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        Random own = new Random(i);
        submitters.add(
            startThread(
                () -> {
                  while (rounds.next()) {
                    submitted.incrementAndGet();
                    try {
                      Task<?> task =
                          scope.launch(
                              () -> {
                                most.accumulateAndGet(now.incrementAndGet(), Math::max);
                                ran.incrementAndGet();
                                Async.yieldNow();
                                now.decrementAndGet();
                              });
                      accepted.add(task);
                      if (own.nextInt(4) == 0) {
                        task.onCompletion(outcome -> {}); // handles a failure, if there is one
                      }
                    } catch (RejectedExecutionException e) {
                      refused.incrementAndGet();
                      Pause.of(10);
                    }
                  }
                }));
      }
      for (Thread submitter : submitters) {
        submitter.join();
      }
      accepted.forEach(Task::await);
      assertThat(now).hasValue(0);
      assertThat(ran).hasValue(accepted.size());
      assertThat(accepted.size() + refused.get()).isEqualTo(submitted.get());
      assertThat(most).hasValue(places);
      assertThat(refused).as("refused").hasPositiveValue();
    }
  }

  @Test
  void randomCancels_underLoad_loseNoPlace() throws Exception {
    Rounds rounds = Rounds.atLeast(300);
    AtomicInteger now = new AtomicInteger();
    try (ServiceScope scope = open(1, 1)) {
      List<Thread> submitters = new ArrayList<>();
      for (int i = 0; i < 2; i++) {
        Random own = new Random(i);
        submitters.add(startThread(() -> submitAndCancel(rounds, scope, own, now)));
      }
      for (Thread submitter : submitters) {
        submitter.join();
      }
      assertThat(now).as("places given twice").hasValue(0);
      assertEmpty(scope);
    }
  }

  private static void submitAndCancel(
      Rounds rounds, ServiceScope scope, Random own, AtomicInteger twice) {
    AtomicInteger inside = new AtomicInteger();
    while (rounds.next()) {
      try {
        TaskScope view = own.nextBoolean() ? scope.lazily() : scope;
        Task<?> task =
            view.launch(
                () -> {
                  if (inside.incrementAndGet() > 1) {
                    twice.incrementAndGet();
                  }
                  try {
                    Async.yieldNow();
                  } finally {
                    inside.decrementAndGet();
                  }
                });
        if (own.nextBoolean()) {
          boolean unused = task.start();
        }
        Pause.of(own.nextInt(500));
        task.cancel();
        task.onCompletion(outcome -> {});
        task.join();
      } catch (RejectedExecutionException e) {
        Pause.of(10);
      }
    }
  }
}
