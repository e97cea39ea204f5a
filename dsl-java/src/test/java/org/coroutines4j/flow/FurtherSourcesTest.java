package org.coroutines4j.flow;

import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.coroutines4j.Async.supervisorScope;
import static org.coroutines4j.Async.tryWithTimeout;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.coroutines4j.Resource;
import org.coroutines4j.Task;
import org.coroutines4j.TaskFailedException;
import org.junit.jupiter.api.Test;

/** Guards the rules of sources that compute values, wait, fail, or read something once. */
class FurtherSourcesTest {
  @Test
  void rangeWithAStep_reachesBothEndsOfInt() {
    assertThat(AsyncFlow.range(Integer.MIN_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE).toList())
        .containsExactly(Integer.MIN_VALUE, -1, Integer.MAX_VALUE - 1);
    assertThat(AsyncFlow.range(Integer.MAX_VALUE, Integer.MIN_VALUE, Integer.MIN_VALUE).toList())
        .containsExactly(Integer.MAX_VALUE, -1);
    assertThat(AsyncFlow.range(Integer.MIN_VALUE, Integer.MAX_VALUE, 1).drop(5).first())
        .isEqualTo(Integer.MIN_VALUE + 5);
  }

  @Test
  void unfoldAndRepeat_areComputedOnDemand_againForEachIterator() {
    AtomicInteger calls = new AtomicInteger();
    AsyncFlow<Integer> unfolded =
        AsyncFlow.unfold(
            0,
            n -> {
              calls.incrementAndGet();
              return n == 2 ? Optional.empty() : Optional.of(Map.entry(n, n + 1));
            });
    AsyncFlow<Integer> numbers = AsyncFlow.repeat(calls::incrementAndGet);
    for (int i = 0; i < 2; i++) {
      assertThat(unfolded.toList()).containsExactly(0, 1);
      try (AsyncIterator<Integer> iterator = unfolded.iterator()) {
        assertThat(iterator.next()).isZero();
      }
    }
    assertThat(calls).hasValue(2 * (3 + 1));
    try (AsyncIterator<Integer> iterator = numbers.iterator()) {
      assertThat(iterator.next()).isEqualTo(9);
      assertThat(iterator.next()).isEqualTo(10);
    }
  }

  @Test
  void failed_throwsTheFailure_wrappedIfItIsChecked() {
    IllegalStateException broken = new IllegalStateException("broken");
    assertThatThrownBy(() -> AsyncFlow.failed(broken).count()).isSameAs(broken);
    IOException checked = new IOException("disk full");
    assertThatThrownBy(() -> AsyncFlow.failed(checked).count())
        .isInstanceOf(UncheckedIOException.class)
        .hasCause(checked);
    assertThat(AsyncFlow.<Integer>failed(broken).recover(failure -> 1).toList()).containsExactly(1);
  }

  @Test
  void never_waitsUntilItIsCancelled() {
    assertThat(tryWithTimeout(ofMillis(5), () -> AsyncFlow.never().count())).isFalse();
    assertThat(AsyncFlow.of(1).mergeWith(AsyncFlow.never()).first()).isEqualTo(1);
  }

  @Test
  void fromIterator_emitsWhatIsLeft() {
    Iterator<Integer> iterator = List.of(1, 2, 3).iterator();
    iterator.next();
    assertThat(AsyncFlow.fromIterator(iterator).toList()).containsExactly(2, 3);
  }

  @Test
  void fromTask_emitsItsValue_orFailsAsItDoes() {
    IllegalStateException broken = new IllegalStateException("broken");
    supervisorScope()
        .run(
            scope -> {
              assertThat(AsyncFlow.fromTask(scope.async(() -> 7)).toList()).containsExactly(7);
              Task<Integer> failing =
                  scope.async(
                      () -> {
                        throw broken;
                      });
              assertThatThrownBy(() -> AsyncFlow.fromTask(failing).count()).isSameAs(broken);
              Task<Integer> cancelled = scope.async(() -> 1);
              cancelled.cancel();
              cancelled.join();
              if (cancelled.isCancelled()) { // else it had ended before
                assertThatThrownBy(() -> AsyncFlow.fromTask(cancelled).count())
                    .isInstanceOf(TaskFailedException.class);
              }
            });
  }

  @Test
  void using_releasesTheResource_whateverEndsTheFlow() {
    List<String> log = new ArrayList<>();
    Resource<String> resource =
        Resource.of(
            () -> {
              log.add("acquired");
              return "r";
            },
            released -> log.add("released"));
    AsyncFlow<String> flow = AsyncFlow.using(resource, r -> AsyncFlow.of(r + 1, r + 2));
    assertThat(flow.toList()).containsExactly("r1", "r2");
    assertThat(flow.first()).isEqualTo("r1");
    IllegalStateException broken = new IllegalStateException("broken");
    assertThatThrownBy(
            () ->
                flow.collect(
                    value -> {
                      throw broken;
                    }))
        .isSameAs(broken);
    try (AsyncIterator<String> iterator = flow.iterator()) {
      log.add(iterator.next());
    }
    assertThat(log)
        .containsExactly(
            "acquired",
            "released",
            "acquired",
            "released",
            "acquired",
            "released",
            "acquired",
            "r1",
            "released");
  }
}
