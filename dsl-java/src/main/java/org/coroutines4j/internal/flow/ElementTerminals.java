package org.coroutines4j.internal.flow;

import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import kotlinx.coroutines.flow.Flow;
import kotlinx.coroutines.flow.FlowKt;
import org.coroutines4j.flow.AsyncFlow;
import org.coroutines4j.function.ThrowingPredicate;
import org.coroutines4j.internal.util.SafeMessages;
import org.coroutines4j.runtime.coroutine.CoroutineThreads;

/** Terminal operations that return one value of a flow. */
@SuppressWarnings("unchecked") // a flow emits its own values
public final class ElementTerminals {
  private ElementTerminals() {}

  public static <T> T first(AsyncFlow<T> flow, ThrowingPredicate<? super T> p) {
    return find(flow, p).orElseThrow(ElementTerminals::noSuchValue);
  }

  public static <T> Optional<T> find(AsyncFlow<T> flow, ThrowingPredicate<? super T> p) {
    Flow<Object> kotlin = FlowInterop.kotlin(flow);
    var predicate = LambdaAdapters.predicate(p);
    return CoroutineThreads.call(
        body ->
            Optional.ofNullable(
                (T) FlowInterop.collecting(body, k -> FlowKt.firstOrNull(kotlin, predicate, k))));
  }

  public static <T> T last(AsyncFlow<T> flow) {
    return lastOrEmpty(flow).orElseThrow(ElementTerminals::noValue);
  }

  public static <T> T last(AsyncFlow<T> flow, ThrowingPredicate<? super T> p) {
    return lastOrEmpty(flow.filter(p)).orElseThrow(ElementTerminals::noSuchValue);
  }

  public static <T> Optional<T> lastOrEmpty(AsyncFlow<T> flow) {
    var newest = new Accumulator.Reduce((before, value) -> value);
    FlowInterop.collect(flow, newest);
    return Optional.ofNullable((T) newest.resultOrNull());
  }

  public static <T> T single(AsyncFlow<T> flow) {
    return onlyOf(flow).orElseThrow(ElementTerminals::noValue);
  }

  public static <T> T single(AsyncFlow<T> flow, ThrowingPredicate<? super T> p) {
    return onlyOf(flow.filter(p)).orElseThrow(ElementTerminals::noSuchValue);
  }

  private static <T> Optional<T> onlyOf(AsyncFlow<T> flow) {
    var only =
        new Accumulator.Reduce(
            (first, second) -> {
              throw new IllegalStateException(
                  "the flow has more than one value: "
                      + SafeMessages.textOf(first)
                      + ", "
                      + SafeMessages.textOf(second));
            });
    FlowInterop.collect(flow, only);
    return Optional.ofNullable((T) only.resultOrNull());
  }

  /** Returns the only value, or empty if there is none or a second one, as in Kotlin. */
  public static <T> Optional<T> singleOrEmpty(AsyncFlow<T> flow) {
    List<T> values = TruncatingOperators.take(flow, 2).toList();
    return values.size() == 1 ? Optional.of(values.get(0)) : Optional.empty();
  }

  private static NoSuchElementException noValue() {
    return new NoSuchElementException("the flow has no value");
  }

  private static NoSuchElementException noSuchValue() {
    return new NoSuchElementException("the flow has no such value");
  }
}
