package org.coroutines4j.asyncio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.coroutines4j.Async.gather;
import static org.coroutines4j.Async.supervisorScope;
import static org.coroutines4j.Async.withContext;
import static org.coroutines4j.asyncio.Answer.DIFFERENT;
import static org.coroutines4j.asyncio.Answer.SAME;

import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.coroutines4j.Async;
import org.coroutines4j.ContextElement;
import org.coroutines4j.Dispatchers;
import org.junit.jupiter.api.Test;

/** Blocking calls on separate threads, and the context that they inherit. */
class ThreadCasesTest {
  private static final String TO_THREAD = "test_threads.test_to_thread";

  private static final ThreadLocal<String> BIRD = new ThreadLocal<>();

  @Test
  @AsyncioCase(
      id = "E57",
      asyncioTest = TO_THREAD + "_contextvars",
      answer = SAME,
      because = "a ContextElement follows tasks to other threads")
  void e57_contextElement_followsToAnotherThread() {
    supervisorScope()
        .with(ContextElement.threadLocal(BIRD, "parrot"))
        .run(
            scope -> {
              Thread caller = Thread.currentThread();
              String bird =
                  withContext(
                      Dispatchers.cpu(),
                      () -> {
                        assertThat(Thread.currentThread()).isNotSameAs(caller);
                        return BIRD.get();
                      });
              assertThat(bird).isEqualTo("parrot");
              assertThat(scope.on(Dispatchers.io()).async(BIRD::get).await()).isEqualTo("parrot");
            });
    assertThat(BIRD.get()).isNull();
  }

  @Test
  @AsyncioCase(
      id = "E57",
      asyncioTest = TO_THREAD + "_contextvars",
      answer = DIFFERENT,
      because = "a plain ThreadLocal does not follow: only values named in a ContextElement do")
  void e57_plainThreadLocal_doesNotFollow() {
    BIRD.set("parrot");
    try {
      Async.run(scope -> assertThat(scope.async(BIRD::get).await()).isNull());
    } finally {
      BIRD.remove();
    }
  }

  @Test
  @AsyncioCase(
      id = "E57",
      asyncioTest = TO_THREAD + "_exception, " + TO_THREAD + "_args_kwargs",
      answer = SAME,
      because = "the lambda captures the arguments")
  void e57_resultAndException_comeOutOfTheCall() {
    RuntimeException failure = new RuntimeException("test");
    Callable<String> failing =
        () -> {
          throw failure;
        };
    String bird = "parrot";

    Async.run(
        scope -> {
          assertThatThrownBy(() -> withContext(Dispatchers.io(), failing)).isSameAs(failure);
          assertThatThrownBy(() -> withContext(Dispatchers.cpu(), failing)).isSameAs(failure);
          int length = withContext(Dispatchers.io(), () -> bird.length());
          assertThat(length).isEqualTo(6);
        });
  }

  @Test
  @AsyncioCase(
      id = "E57",
      asyncioTest = TO_THREAD + "_concurrent",
      answer = SAME,
      because =
          "all ten calls block concurrently: there is no thread pool whose size could be too"
              + " small")
  void e57_tenBlockingCalls_runConcurrently() {
    CountDownLatch allRunning = new CountDownLatch(10);
    Callable<Boolean> blocking =
        () -> {
          allRunning.countDown();
          allRunning.await();
          return true;
        };

    Async.run(
        scope -> {
          List<Boolean> ran = gather(Collections.nCopies(10, blocking));
          assertThat(ran).hasSize(10).containsOnly(true);
        });
  }
}
