package org.coroutines4j.runtime.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Guards that a slotted thread-local has one value for each thread, whether that is in a slot or
 * the slot is owned by another thread, and that a thread without a value takes no memory.
 */
class SlottedThreadLocalTest {
  private static final int MAP_BYTES = 136;

  private final ExecutorService one = Executors.newSingleThreadExecutor();
  private final ExecutorService two = Executors.newSingleThreadExecutor();

  /** Variables whose threads all have the same slot, or different ones, or none. */
  static Stream<SlottedThreadLocal<String>> variables() {
    return Stream.of(
        new SlottedThreadLocal<>(0, true),
        new SlottedThreadLocal<>(1, true),
        new SlottedThreadLocal<>(12, true),
        new SlottedThreadLocal<>());
  }

  @AfterEach
  void endThreads() {
    one.shutdown();
    two.shutdown();
  }

  private static <T> T on(ExecutorService thread, Supplier<T> code) {
    return CompletableFuture.supplyAsync(code, thread).join();
  }

  private static void set(
      ExecutorService thread, SlottedThreadLocal<String> local, @Nullable String value) {
    CompletableFuture.runAsync(
            () -> {
              if (value == null) {
                local.remove();
              } else {
                local.set(value);
              }
            },
            thread)
        .join();
  }

  @ParameterizedTest
  @MethodSource("variables")
  void values_ofTwoThreads_areIndependent(SlottedThreadLocal<String> local) {
    set(one, local, "a");
    assertThat(on(two, local::get)).isNull();
    set(two, local, "b");
    assertThat(on(one, local::get)).isEqualTo("a");
    assertThat(on(two, local::get)).isEqualTo("b");
    set(one, local, "c");
    set(two, local, "d");
    assertThat(on(one, local::get)).isEqualTo("c");
    assertThat(on(two, local::get)).isEqualTo("d");
  }

  @ParameterizedTest
  @MethodSource("variables")
  void value_removed_isNullAndKeepsNoSlot(SlottedThreadLocal<String> local) {
    set(one, local, "a");
    set(two, local, "b");
    set(one, local, null);
    assertThat(on(one, local::get)).isNull();
    assertThat(on(two, local::get)).isEqualTo("b");
    set(two, local, null);
    set(two, local, null);
    assertThat(on(two, local::get)).isNull();
    assertThat(local.size()).isZero();
  }

  @Test
  void displacedThread_whenItsSlotIsFree_hasStillOneValue() {
    SlottedThreadLocal<String> local = new SlottedThreadLocal<>(0, true);
    set(one, local, "a");
    set(two, local, "b");
    assertThat(local.size()).isEqualTo(2);
    set(one, local, null);
    set(two, local, "c");
    assertThat(on(two, local::get)).isEqualTo("c");
    assertThat(local.size()).isEqualTo(1);
    set(one, local, "d");
    assertThat(on(one, local::get)).isEqualTo("d");
    set(two, local, null);
    assertThat(on(two, local::get)).isNull();
    set(one, local, null);
    assertThat(local.size()).isZero();
  }

  @Test
  void threads_startedInSequence_haveSlotsOfTheirOwn() {
    SlottedThreadLocal<String> local = new SlottedThreadLocal<>(6, true);
    Thread[] threads = new Thread[64];
    for (int i = 0; i < threads.length; i++) {
      threads[i] = new Numbered(1_000 + i, () -> local.set("a"));
    }
    for (Thread thread : threads) {
      thread.start();
      assertThat(hasEnded(thread)).isTrue();
    }
    assertThat(local.owned()).isEqualTo(threads.length);
  }

  private static final class Numbered extends Thread {
    private final long id;

    Numbered(long id, Runnable code) {
      super(code);
      this.id = id;
    }

    @Override
    @SuppressWarnings("deprecation") // threadId() is not in JDK 17
    public long getId() {
      return id;
    }
  }

  private static boolean hasEnded(Thread thread) {
    try {
      thread.join();
      return true;
    } catch (InterruptedException e) {
      return false;
    }
  }

  @Test
  void threadWithASlot_allocatesNothing() {
    SlottedThreadLocal<String> local = new SlottedThreadLocal<>(6, true);
    on(one, () -> allocatedBy(local)); // loads what it calls
    on(two, () -> allocatedBy(local));
    assertThat(allocatedByNewThread(local)).isLessThan(MAP_BYTES);
  }

  private static long allocatedByNewThread(SlottedThreadLocal<String> local) {
    long[] allocated = new long[1];
    Thread thread = new Thread(() -> allocated[0] = allocatedBy(local));
    thread.start();
    assertThat(hasEnded(thread)).isTrue();
    return allocated[0];
  }

  private static long allocatedBy(SlottedThreadLocal<String> local) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long id = Thread.currentThread().getId();
    long before = threads.getThreadAllocatedBytes(id);
    String none = local.get();
    local.set("a");
    String set = local.get();
    local.remove();
    String removed = local.get();
    long allocated = threads.getThreadAllocatedBytes(id) - before;
    assertThat(none).isNull();
    assertThat(set).isEqualTo("a");
    assertThat(removed).isNull();
    return allocated;
  }
}
