package org.coroutines4j.runtime.coroutine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import kotlin.coroutines.ContinuationInterceptor;
import kotlin.coroutines.CoroutineContext;
import kotlin.coroutines.EmptyCoroutineContext;
import kotlinx.coroutines.CoroutineDispatcher;
import kotlinx.coroutines.CoroutineName;
import kotlinx.coroutines.Dispatchers;
import kotlinx.coroutines.Job;
import kotlinx.coroutines.JobKt;
import org.coroutines4j.runtime.dispatch.ScopeDispatcher;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A {@link TaskContext} behaves as the sum of its parts. */
class TaskContextTest {
  private static final List<CoroutineContext.Key<?>> KEYS =
      List.of(Job.Key, ContinuationInterceptor.Key, CoroutineDispatcher.Key, CoroutineName.Key);

  private final CoroutineThread coroutine = new CoroutineThread(ScopeDispatcher.virtual());
  private final Job job = JobKt.Job(null);

  static Stream<CoroutineContext> elements() {
    return Stream.of(EmptyCoroutineContext.INSTANCE, new CoroutineName("a name"));
  }

  private CoroutineContext ours(CoroutineContext elements) {
    return TaskContext.of(elements, coroutine).plus(job);
  }

  private CoroutineContext sum(CoroutineContext elements) {
    return elements.plus(job).plus(coroutine);
  }

  /** Returns the elements in the order in which kotlinx sees them. */
  private static List<Object> partsOf(CoroutineContext context) {
    List<Object> parts = new ArrayList<>();
    Object unused =
        context.fold(
            parts,
            (list, element) -> {
              list.add(element);
              return list;
            });
    return parts;
  }

  private static void assertSame(CoroutineContext ours, CoroutineContext sum) {
    assertThat(partsOf(ours)).isEqualTo(partsOf(sum));
    for (CoroutineContext.Key<?> key : KEYS) {
      assertThat((Object) ours.get(key)).as("%s", key).isSameAs(sum.get(key));
    }
  }

  @ParameterizedTest
  @MethodSource("elements")
  void withJob_equalsTheSum(CoroutineContext elements) {
    assertSame(ours(elements), sum(elements));
  }

  @ParameterizedTest
  @MethodSource("elements")
  void withoutJob_equalsTheSumOfTheOthers(CoroutineContext elements) {
    assertSame(TaskContext.of(elements, coroutine), elements.plus(coroutine));
  }

  @ParameterizedTest
  @MethodSource("elements")
  void minusKey_equalsTheSumMinusKey(CoroutineContext elements) {
    for (CoroutineContext.Key<?> key : KEYS) {
      assertSame(ours(elements).minusKey(key), sum(elements).minusKey(key));
      assertSame(
          TaskContext.of(elements, coroutine).minusKey(key),
          elements.plus(coroutine).minusKey(key));
    }
  }

  @ParameterizedTest
  @MethodSource("elements")
  void plus_equalsTheSumPlus(CoroutineContext elements) {
    List<CoroutineContext> others =
        List.of(
            JobKt.Job(null),
            new CoroutineName("another"),
            Dispatchers.getDefault(),
            new CoroutineName("both").plus(Dispatchers.getDefault()),
            EmptyCoroutineContext.INSTANCE);
    for (CoroutineContext other : others) {
      assertSame(ours(elements).plus(other), sum(elements).plus(other));
      assertSame(other.plus(ours(elements)), other.plus(sum(elements)));
    }
  }
}
