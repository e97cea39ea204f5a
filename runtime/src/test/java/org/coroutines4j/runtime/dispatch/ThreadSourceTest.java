package org.coroutines4j.runtime.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URL;
import java.net.URLClassLoader;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The threads that run code of tasks: their names, class loaders, thread-locals and count. */
class ThreadSourceTest {
  private static final InheritableThreadLocal<String> INHERITABLE = new InheritableThreadLocal<>();

  static Stream<ThreadSource> threads() {
    return Stream.of(ThreadSource.virtual(), ThreadSource.pooled());
  }

  private static <T> T on(ThreadSource threads, String name, Supplier<T> code) {
    CompletableFuture<T> result = new CompletableFuture<>();
    threads.start(name, () -> result.complete(code.get()));
    return result.join();
  }

  @ParameterizedTest
  @MethodSource("threads")
  void code_runsOnADaemonThreadWithItsName(ThreadSource threads) {
    assertThat(on(threads, "one", () -> Thread.currentThread().getName())).isEqualTo("one");
    assertThat(on(threads, "one", () -> Thread.currentThread().isDaemon())).isTrue();
  }

  @Test
  void pooledThread_losesTheNameOfItsPreviousCode() {
    String first = on(ThreadSource.pooled(), "first", () -> Thread.currentThread().getName());
    String second = on(ThreadSource.pooled(), null, () -> Thread.currentThread().getName());
    assertThat(first).isEqualTo("first");
    assertThat(second).startsWith("coroutines4j-idle-");
  }

  @ParameterizedTest
  @MethodSource("threads")
  void code_hasTheClassLoaderOfItsStarter(ThreadSource threads) throws Exception {
    Thread current = Thread.currentThread();
    ClassLoader before = current.getContextClassLoader();
    try (URLClassLoader loader = new URLClassLoader(new URL[0], before)) {
      current.setContextClassLoader(loader);
      assertThat(on(threads, null, () -> Thread.currentThread().getContextClassLoader()))
          .isSameAs(loader);
      current.setContextClassLoader(before);
      assertThat(on(threads, null, () -> Thread.currentThread().getContextClassLoader()))
          .isSameAs(before);
    } finally {
      current.setContextClassLoader(before);
    }
  }

  @ParameterizedTest
  @MethodSource("threads")
  void code_inheritsNoThreadLocal(ThreadSource threads) {
    INHERITABLE.set("mine");
    try {
      assertThat(on(threads, null, INHERITABLE::get)).isNull();
    } finally {
      INHERITABLE.remove();
    }
  }

  @Test
  void virtualThreads_areUsed_fromJdk21() {
    boolean virtual =
        on(ThreadSource.virtual(), null, () -> Thread.currentThread().toString())
            .startsWith("VirtualThread");
    assertThat(virtual).isEqualTo(Runtime.version().feature() >= 21);
  }

  @Test
  void rejectedCode_isNotCounted() {
    ThreadSource threads =
        ThreadSource.of(
            code -> {
              throw new RejectedExecutionException("full");
            });
    assertThatThrownBy(() -> threads.start(null, () -> {}))
        .isInstanceOf(RejectedExecutionException.class);
    assertThat(threads.live()).isZero();
  }
}
