package org.coroutines4j.benchmarks.peers;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;

final class ThreadsOn25 implements Threads {
  @Override
  public long spawn(int tasks) {
    try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Integer>> submitted = new ArrayList<>(tasks);
      for (int i = 0; i < tasks; i++) {
        int value = i;
        submitted.add(executor.submit(() -> value));
      }
      long sum = 0;
      for (Future<Integer> future : submitted) {
        sum += future.get();
      }
      return sum;
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public long transfer(int elements, int capacity) {
    return manyToMany(elements, 1, capacity);
  }

  @Override
  public long manyToMany(int elements, int pairs, int capacity) {
    BlockingQueue<Integer> queue =
        capacity == 0 ? new SynchronousQueue<>() : new ArrayBlockingQueue<>(capacity);
    AtomicLong sum = new AtomicLong();
    List<Thread> threads = new ArrayList<>();
    for (int pair = 0; pair < pairs; pair++) {
      threads.add(
          start(
              () -> {
                for (int i = 0; i < elements / pairs; i++) {
                  queue.put(i);
                }
              }));
      threads.add(
          start(
              () -> {
                long own = 0;
                for (int i = 0; i < elements / pairs; i++) {
                  own += queue.take();
                }
                sum.addAndGet(own);
              }));
    }
    joinAll(threads);
    return sum.get();
  }

  @Override
  public long mutex(int threads, int additions) {
    ReentrantLock lock = new ReentrantLock(true);
    long[] sum = new long[1];
    joinAll(
        startAll(
            threads,
            () -> {
              for (int i = 0; i < additions; i++) {
                lock.lock();
                try {
                  sum[0]++;
                } finally {
                  lock.unlock();
                }
              }
            }));
    return sum[0];
  }

  @Override
  public long semaphore(int permits, int threads, int passes) {
    Semaphore semaphore = new Semaphore(permits, true);
    AtomicLong sum = new AtomicLong();
    joinAll(
        startAll(
            threads,
            () -> {
              for (int i = 0; i < passes; i++) {
                semaphore.acquire();
                try {
                  sum.incrementAndGet();
                } finally {
                  semaphore.release();
                }
              }
            }));
    return sum.get();
  }

  @Override
  public Sleeping sleepers(int threads) {
    CountDownLatch begun = new CountDownLatch(threads);
    List<Thread> sleeping =
        startAll(
            threads,
            () -> {
              begun.countDown();
              Thread.sleep(Duration.ofHours(1));
            });
    try {
      begun.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    return () -> {
      sleeping.forEach(Thread::interrupt);
      joinAll(sleeping);
    };
  }

  private interface Work {
    void run() throws InterruptedException;
  }

  private static List<Thread> startAll(int threads, Work work) {
    List<Thread> started = new ArrayList<>(threads);
    for (int i = 0; i < threads; i++) {
      started.add(start(work));
    }
    return started;
  }

  private static Thread start(Work work) {
    return Thread.startVirtualThread(
        () -> {
          try {
            work.run();
          } catch (InterruptedException e) {
            // a sleeper was cancelled
          }
        });
  }

  private static void joinAll(List<Thread> threads) {
    try {
      for (Thread thread : threads) {
        thread.join();
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
