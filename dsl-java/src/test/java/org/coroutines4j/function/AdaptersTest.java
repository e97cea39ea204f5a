package org.coroutines4j.function;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Predicate;
import org.coroutines4j.flow.AsyncFlow;
import org.junit.jupiter.api.Test;

/** Guards the adapters from the JDK's functional types to those of this library. */
class AdaptersTest {
  private final AsyncFlow<String> words = AsyncFlow.of("a", "", "bb");

  @Test
  void function_isCalled() {
    Function<Object, Integer> length = text -> text.toString().length();
    assertThat(words.map(ThrowingFunction.of(length)).toList()).containsExactly(1, 0, 2);
  }

  @Test
  void identity_returnsItsArgument() throws Exception {
    assertThat(words.toMap(ThrowingFunction.identity())).containsEntry("bb", "bb").hasSize(3);
    assertThat(ThrowingFunction.<Object>identity().apply(null)).isNull();
  }

  @Test
  void predicate_isCalled() {
    Predicate<Object> empty = ""::equals;
    assertThat(words.filter(ThrowingPredicate.of(empty)).toList()).containsExactly("");
  }

  @Test
  void not_isTheOpposite() {
    assertThat(words.filter(ThrowingPredicate.not(String::isEmpty)).toList())
        .containsExactly("a", "bb");
  }

  @Test
  void runnable_isRun() {
    AtomicInteger calls = new AtomicInteger();
    Runnable code = calls::incrementAndGet;
    assertThat(words.onStart(ThrowingRunnable.of(code)).count()).isEqualTo(3);
    assertThat(calls).hasValue(1);
  }
}
