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

class ThreadsTest {
  private static final InheritableThreadLocal<String> INHERITABLE = new InheritableThreadLocal<>();

  static Stream<Threads> threads() {
    return Stream.of(Threads.virtual(), Threads.pooled());
  }

  private static <T> T on(Threads threads, String name, Supplier<T> body) {
    CompletableFuture<T> result = new CompletableFuture<>();
    threads.start(name, () -> result.complete(body.get()));
    return result.join();
  }

  @ParameterizedTest
  @MethodSource("threads")
  void body_bearsItsName_onADaemonThread(Threads threads) {
    assertThat(on(threads, "one", () -> Thread.currentThread().getName())).isEqualTo("one");
    assertThat(on(threads, "one", () -> Thread.currentThread().isDaemon())).isTrue();
  }

  @Test
  void pooledThread_losesTheNameOfItsLastBody() {
    String first = on(Threads.pooled(), "first", () -> Thread.currentThread().getName());
    String second = on(Threads.pooled(), null, () -> Thread.currentThread().getName());
    assertThat(first).isEqualTo("first");
    assertThat(second).startsWith("coroutines4j-idle-");
  }

  @ParameterizedTest
  @MethodSource("threads")
  void body_hasTheClassLoaderOfWhoStartedIt(Threads threads) throws Exception {
    Thread here = Thread.currentThread();
    ClassLoader before = here.getContextClassLoader();
    try (URLClassLoader loader = new URLClassLoader(new URL[0], before)) {
      here.setContextClassLoader(loader);
      assertThat(on(threads, null, () -> Thread.currentThread().getContextClassLoader()))
          .isSameAs(loader);
      here.setContextClassLoader(before);
      assertThat(on(threads, null, () -> Thread.currentThread().getContextClassLoader()))
          .isSameAs(before);
    } finally {
      here.setContextClassLoader(before);
    }
  }

  @ParameterizedTest
  @MethodSource("threads")
  void body_inheritsNoThreadLocal(Threads threads) {
    INHERITABLE.set("mine");
    try {
      assertThat(on(threads, null, INHERITABLE::get)).isNull();
    } finally {
      INHERITABLE.remove();
    }
  }

  @Test
  void virtualThreads_areFound_from21On() {
    boolean virtual =
        on(Threads.virtual(), null, () -> Thread.currentThread().toString())
            .startsWith("VirtualThread");
    assertThat(virtual).isEqualTo(Runtime.version().feature() >= 21);
  }

  @Test
  void rejectedBody_isNotCounted() {
    Threads threads =
        Threads.of(
            body -> {
              throw new RejectedExecutionException("full");
            });
    assertThatThrownBy(() -> threads.start(null, () -> {}))
        .isInstanceOf(RejectedExecutionException.class);
    assertThat(threads.live()).isZero();
  }
}
