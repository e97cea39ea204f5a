package org.coroutines4j.flow;

import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.coroutines4j.Async.delay;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** How flows begin, fail and end, and what collects them. */
@Tag("exceptions")
class EndsTest {
  private static final AsyncFlow<Integer> FAILING =
      AsyncFlow.generate(
          out -> {
            out.emit(1);
            throw new IOException("broken");
          });

  @Test
  void recover_emitsAValueForTheFailure() {
    List<String> seen = new ArrayList<>();
    FAILING
        .map(n -> "value " + n)
        .recover(
            failure -> {
              delay(ofMillis(1));
              return "failed: " + failure.getMessage();
            })
        .collect(seen::add);
    assertThat(seen).containsExactly("value 1", "failed: broken");
    assertThat(FAILING.recoverWith(failure -> AsyncFlow.of(8, 9)).toList())
        .containsExactly(1, 8, 9);
  }

  @Test
  void recover_doesNotSeeTheFailureOfTheCollector() {
    assertThatIllegalStateException()
        .isThrownBy(
            () ->
                AsyncFlow.of(1)
                    .recover(failure -> 2)
                    .collect(
                        n -> {
                          throw new IllegalStateException("at " + n);
                        }))
        .withMessage("at 1");
  }

  @Test
  void retry_collectsFromTheStart() {
    AtomicInteger attempts = new AtomicInteger();
    AsyncFlow<Integer> third =
        AsyncFlow.generate(
            out -> {
              out.emit(attempts.incrementAndGet());
              if (attempts.get() < 3) {
                throw new IOException("attempt " + attempts);
              }
            });
    assertThat(third.retry(2).toList()).containsExactly(1, 2, 3);
    attempts.set(0);
    assertThatExceptionOfType(UncheckedIOException.class)
        .isThrownBy(() -> third.retry(1).toList())
        .withMessageContaining("attempt 2");
    attempts.set(0);
    assertThat(
            third
                .retryWhen(
                    (failure, attempt) -> {
                      delay(ofMillis(1));
                      return failure instanceof IOException && attempt < 5;
                    })
                .count())
        .isEqualTo(3);
  }

  @Test
  void onCompletion_isToldHowItEnded() {
    List<Optional<Throwable>> ends = new ArrayList<>();
    assertThat(AsyncFlow.of(1).onCompletion(ends::add).toList()).hasSize(1);
    assertThat(AsyncFlow.of(1, 2).onCompletion(ends::add).take(1).toList()).hasSize(1);
    assertThat(ends).containsExactly(Optional.empty(), Optional.empty());
    assertThatExceptionOfType(UncheckedIOException.class)
        .isThrownBy(() -> FAILING.onCompletion(ends::add).toList());
    assertThat(ends.get(2)).containsInstanceOf(IOException.class);
  }

  @Test
  void onStartAndOnEmpty() {
    List<String> log = new ArrayList<>();
    AsyncFlow.<String>empty()
        .onStart(() -> log.add("start"))
        .onEmpty(out -> out.emit("nothing"))
        .collect(log::add);
    assertThat(log).containsExactly("start", "nothing");
  }

  @Test
  void terminals_ofAnEmptyFlow() {
    AsyncFlow<Integer> empty = AsyncFlow.empty();
    assertThat(empty.toList()).isEmpty();
    assertThat(empty.firstOrEmpty()).isEmpty();
    assertThat(empty.count()).isZero();
    assertThat(empty.fold(7, Integer::sum)).isEqualTo(7);
    assertThat(empty.all(n -> false)).isTrue();
    assertThatExceptionOfType(NoSuchElementException.class).isThrownBy(empty::first);
    assertThatExceptionOfType(NoSuchElementException.class).isThrownBy(empty::last);
    assertThatExceptionOfType(NoSuchElementException.class).isThrownBy(empty::single);
    assertThatExceptionOfType(NoSuchElementException.class)
        .isThrownBy(() -> empty.reduce(Integer::sum));
  }

  @Test
  void terminals_ofAFlow() {
    AsyncFlow<Integer> flow = AsyncFlow.range(1, 5);
    assertThat(flow.last()).isEqualTo(4);
    assertThat(flow.reduce(Integer::sum)).isEqualTo(10);
    assertThat(flow.fold("", (text, n) -> text + n)).isEqualTo("1234");
    assertThat(flow.toMap(n -> "k" + n)).containsEntry("k2", 2).hasSize(4);
    assertThat(flow.collect(Collectors.counting())).isEqualTo(4);
    assertThat(flow.any(n -> n == 3)).isTrue();
    assertThat(flow.none(n -> n == 3)).isFalse();
    assertThatIllegalStateException().isThrownBy(flow::single).withMessageContaining("1, 2");
    assertThat(AsyncFlow.of(5).single()).isEqualTo(5);
  }

  @Test
  void javaStream_isClosed() {
    AtomicInteger closed = new AtomicInteger();
    AsyncFlow<Integer> flow =
        AsyncFlow.fromStream(() -> Stream.of(1, 2, 3).onClose(closed::incrementAndGet));
    assertThat(flow.take(1).toList()).containsExactly(1);
    assertThat(flow.toList()).containsExactly(1, 2, 3);
    assertThat(closed).hasValue(2);
  }

  @Test
  void nullFromALambda_isRefused() {
    assertThatExceptionOfType(NullPointerException.class)
        .isThrownBy(() -> AsyncFlow.of(1).map(n -> (Integer) null).toList())
        .withMessageContaining("mapNotNull");
  }
}
