package org.coroutines4j.runtime.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Guards that a thread finds its own value and never another thread's, while many threads acquire
 * and free the same few slots, and that no slot and no count is left over.
 */
@Tag("stress")
class SlottedThreadLocalRaceTest {
  private static final int THREADS = 12;
  private static final int ROUNDS = 50_000;

  @ParameterizedTest
  @ValueSource(ints = {0, 2, 4})
  void threads_thatShareSlots_findTheirOwnValues(int indexBits) {
    SlottedThreadLocal<String> local = new SlottedThreadLocal<>(indexBits, true);
    CyclicBarrier start = new CyclicBarrier(THREADS);
    List<CompletableFuture<@Nullable String>> threads = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      String name = "thread " + i;
      CompletableFuture<@Nullable String> end = new CompletableFuture<>();
      threads.add(end);
      ThreadSource.virtual()
          .start(
              name,
              () -> {
                try {
                  start.await();
                  end.complete(firstWrong(local, name));
                } catch (Throwable t) {
                  end.completeExceptionally(t);
                }
              });
    }
    assertThat(threads).extracting(CompletableFuture::join).containsOnlyNulls();
    assertThat(local.size()).isZero();
  }

  /** Sets, replaces and removes values, as nested runs do. Returns what went wrong, or null. */
  @SuppressWarnings("ThreadPriorityCheck") // lets the other threads come between
  private static @Nullable String firstWrong(SlottedThreadLocal<String> local, String name) {
    String nested = name + ", nested";
    for (int round = 0; round < ROUNDS; round++) {
      if (local.get() != null) {
        return name + " had " + local.get() + " before it set a value";
      }
      local.set(name);
      if (round % 7 == 0) {
        Thread.yield();
      }
      if (!name.equals(local.get())) {
        return name + " found " + local.get();
      }
      if (round % 3 == 0) {
        local.set(nested);
        if (round % 2 == 0) {
          Thread.yield();
        }
        if (!nested.equals(local.get())) {
          return nested + " found " + local.get();
        }
      }
      local.remove();
      if (round % 11 == 0) {
        Thread.yield();
      }
    }
    return null;
  }
}
