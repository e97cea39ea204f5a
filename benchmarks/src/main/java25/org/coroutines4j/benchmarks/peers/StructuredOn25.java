package org.coroutines4j.benchmarks.peers;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.StructuredTaskScope;
import java.util.concurrent.StructuredTaskScope.Joiner;
import java.util.concurrent.StructuredTaskScope.Subtask;
import java.util.stream.Gatherers;
import java.util.stream.IntStream;

final class StructuredOn25 implements Structured {
  /** Runs {@code body}, the owner of a scope, on a virtual thread, on which all peers wait. */
  private static long onVirtualThread(Callable<Long> body) {
    FutureTask<Long> task = new FutureTask<>(body);
    Thread.startVirtualThread(task);
    try {
      return task.get();
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public long spawn(int tasks) {
    return onVirtualThread(() -> ownSpawn(tasks));
  }

  private static long ownSpawn(int tasks) {
    try (var scope = StructuredTaskScope.open()) {
      List<Subtask<Integer>> forked = new ArrayList<>(tasks);
      for (int i = 0; i < tasks; i++) {
        int value = i;
        forked.add(scope.fork(() -> value));
      }
      scope.join();
      long sum = 0;
      for (Subtask<Integer> task : forked) {
        sum += task.get();
      }
      return sum;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public long skynet(int leaves) {
    return onVirtualThread(() -> skynet(0, leaves));
  }

  private static long skynet(long first, int leaves) {
    if (leaves == 1) {
      return first;
    }
    try (var scope = StructuredTaskScope.open()) {
      int each = leaves / 10;
      List<Subtask<Long>> forked = new ArrayList<>(10);
      for (int i = 0; i < 10; i++) {
        long from = first + (long) i * each;
        forked.add(scope.fork(() -> skynet(from, each)));
      }
      scope.join();
      long sum = 0;
      for (Subtask<Long> task : forked) {
        sum += task.get();
      }
      return sum;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public long scopes(int scopes, int forks) {
    return onVirtualThread(() -> ownScopes(scopes, forks));
  }

  private static long ownScopes(int scopes, int forks) {
    long sum = 0;
    for (int i = 0; i < scopes; i++) {
      try (var scope = StructuredTaskScope.open()) {
        List<Subtask<Integer>> forked = new ArrayList<>(forks);
        for (int k = 0; k < forks; k++) {
          int value = k;
          forked.add(scope.fork(() -> value));
        }
        scope.join();
        for (Subtask<Integer> task : forked) {
          sum += task.get();
        }
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
    return sum;
  }

  @Override
  public long timeouts(int calls) {
    return onVirtualThread(() -> ownTimeouts(calls));
  }

  private static long ownTimeouts(int calls) {
    long sum = 0;
    for (int i = 0; i < calls; i++) {
      try (var scope =
          StructuredTaskScope.open(
              Joiner.<Integer>awaitAllSuccessfulOrThrow(),
              config -> config.withTimeout(Duration.ofSeconds(1)))) {
        Subtask<Integer> value = scope.fork(() -> 1);
        scope.join();
        sum += value.get();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
    return sum;
  }

  @Override
  public long races(int calls) {
    return onVirtualThread(() -> ownRaces(calls));
  }

  private static long ownRaces(int calls) {
    long sum = 0;
    for (int i = 0; i < calls; i++) {
      try (var scope = StructuredTaskScope.open(Joiner.<Integer>anySuccessfulResultOrThrow())) {
        scope.fork(() -> 1);
        scope.fork(
            () -> {
              Thread.sleep(Duration.ofSeconds(10));
              return 2;
            });
        sum += scope.join();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
    return sum;
  }

  @Override
  public long mapConcurrent(int values, int limit, long millis) {
    return onVirtualThread(
        () ->
            IntStream.range(0, values)
                .boxed()
                .gather(Gatherers.mapConcurrent(limit, value -> incremented(value, millis)))
                .mapToLong(Integer::longValue)
                .sum());
  }

  private static int incremented(int value, long millis) {
    if (millis > 0) {
      try {
        Thread.sleep(millis);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
    return value + 1;
  }
}
