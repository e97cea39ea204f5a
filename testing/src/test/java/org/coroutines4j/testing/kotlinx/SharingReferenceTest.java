package org.coroutines4j.testing.kotlinx;

import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.coroutines4j.Async.await;
import static org.coroutines4j.Async.delay;
import static org.coroutines4j.testing.VirtualTime.runTest;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.coroutines4j.Task;
import org.coroutines4j.flow.AsyncFlow;
import org.coroutines4j.flow.SharedFlow;
import org.coroutines4j.flow.SharingStarted;
import org.coroutines4j.testing.TestScope;
import org.junit.jupiter.api.Test;

/**
 * The cases of kotlinx's {@code SharingReferenceTest}: sharing keeps the upstream flow alive while
 * it waits for a callback that only holds a weak reference to it. The original walks the fields of
 * the shared flow; here the garbage collector runs.
 */
class SharingReferenceTest {
  private final List<WeakReference<CompletableFuture<String>>> listeners = new ArrayList<>();

  private final AsyncFlow<String> upstream =
      AsyncFlow.generate(
          out -> {
            out.emit("first");
            out.emit(nextEvent());
          });

  private String nextEvent() {
    CompletableFuture<String> event = new CompletableFuture<>();
    listeners.add(new WeakReference<>(event));
    return await(event);
  }

  @Test
  void shareIn_keepsItsUpstreamAlive() {
    check(test -> upstream.shareIn(test, SharingStarted.eagerly(), 0));
  }

  @Test
  void stateIn_keepsItsUpstreamAlive() {
    check(test -> upstream.stateIn(test, SharingStarted.eagerly(), "none"));
  }

  @Test
  void stateInWithoutInitial_keepsItsUpstreamAlive() {
    check(upstream::stateIn);
  }

  private void check(Function<TestScope, SharedFlow<String>> sharing) {
    runTest(
        test -> {
          SharedFlow<String> shared = sharing.apply(test);
          Task<String> second = test.async(() -> shared.first("second"::equals));
          delay(ofMillis(1));
          System.gc();
          assertThat(listeners).hasSize(1);
          CompletableFuture<String> event = listeners.get(0).get();
          assertThat(event).as("the event that the upstream flow waits for").isNotNull();
          event.complete("second");
          assertThat(second.await()).isEqualTo("second");
        });
  }
}
