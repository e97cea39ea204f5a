package org.coroutines4j.internal.flow;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import kotlinx.coroutines.flow.Flow;
import org.coroutines4j.flow.AsyncFlow;
import org.coroutines4j.function.ThrowingFunction;
import org.coroutines4j.function.ThrowingPredicate;
import org.coroutines4j.internal.util.Preconditions;

/** Operators that group consecutive values into lists. */
public final class ListOperators {
  private ListOperators() {}

  /** Decides where one list ends and the next begins, for the values of one collection. */
  private interface Cut<T> {
    /**
     * Adds {@code value} to {@code list}, or drops it, and returns whether the list is complete.
     */
    boolean isCompleteWith(T value, List<T> list) throws Exception;
  }

  /**
   * Replaces the operator of kotlinx, which allocates memory for {@code size} values in advance.
   */
  public static <T> AsyncFlow<List<T>> chunked(AsyncFlow<T> flow, int size) {
    Preconditions.atLeast(1, size, "size");
    return lists(
        flow,
        () ->
            (value, list) -> {
              list.add(value);
              return list.size() >= size;
            });
  }

  public static <T> AsyncFlow<List<T>> chunkedByWeight(
      AsyncFlow<T> flow, long minWeight, ThrowingFunction<? super T, Long> weight) {
    Preconditions.atLeast(1, minWeight, "minWeight");
    Objects.requireNonNull(weight, "weight");
    return lists(
        flow,
        () -> {
          long[] sum = {0};
          return (value, list) -> {
            sum[0] += Preconditions.atLeast(0, weightOf(weight, value), "the weight of a value");
            list.add(value);
            boolean complete = sum[0] >= minWeight || sum[0] < 0; // a long may overflow
            sum[0] = complete ? 0 : sum[0];
            return complete;
          };
        });
  }

  private static <T> long weightOf(ThrowingFunction<? super T, Long> weight, T value)
      throws Exception {
    return Objects.requireNonNull(weight.apply(value), "weight returned null");
  }

  public static <T> AsyncFlow<List<T>> split(
      AsyncFlow<T> flow, ThrowingPredicate<? super T> isDelimiter) {
    Objects.requireNonNull(isDelimiter, "isDelimiter");
    return lists(
        flow,
        () ->
            (value, list) -> {
              boolean ends = isDelimiter.test(value);
              if (!ends) {
                list.add(value);
              }
              return ends;
            });
  }

  public static <T> AsyncFlow<List<T>> splitOn(AsyncFlow<T> flow, List<? extends T> delimiter) {
    List<T> last = Preconditions.nonNull(delimiter, "delimiter");
    return lists(
        flow,
        () ->
            (value, list) -> {
              list.add(value);
              int start = list.size() - last.size();
              if (last.isEmpty() || start < 0) {
                return false;
              }
              List<T> tail = list.subList(start, list.size());
              boolean ends = tail.equals(last);
              if (ends) {
                tail.clear();
              }
              return ends;
            });
  }

  /**
   * Returns a flow of the lists that {@code cuts} makes. The end of the flow ends the last list.
   */
  private static <T> AsyncFlow<List<T>> lists(AsyncFlow<T> flow, Supplier<Cut<T>> cuts) {
    Flow<Object> unused = FlowInterop.kotlin(flow);
    return FlowInterop.fresh(
        () -> {
          Cut<T> cut = cuts.get();
          List<T> list = new ArrayList<>();
          AsyncFlow<List<T>> complete =
              flow.mapNotNull(value -> cut.isCompleteWith(value, list) ? emptied(list) : null);
          return complete.concatWith(
              AsyncFlow.generate(
                  out -> {
                    if (!list.isEmpty()) {
                      out.emit(emptied(list));
                    }
                  }));
        });
  }

  private static <T> List<T> emptied(List<T> list) {
    List<T> copy = List.copyOf(list);
    list.clear();
    return copy;
  }

  public static <T> AsyncFlow<List<T>> sliding(AsyncFlow<T> flow, int size, int step) {
    Preconditions.atLeast(1, size, "size");
    Preconditions.atLeast(1, step, "step");
    Flow<Object> unused = FlowInterop.kotlin(flow);
    return FlowInterop.fresh(
        () -> {
          Deque<T> window = new ArrayDeque<>();
          int[] skip = {0};
          return flow.mapNotNull(
              value -> {
                if (skip[0] > 0) {
                  skip[0]--;
                  return null;
                }
                window.add(value);
                if (window.size() < size) {
                  return null;
                }
                List<T> list = List.copyOf(window);
                for (int i = 0; i < Math.min(step, size); i++) {
                  window.remove();
                }
                skip[0] = Math.max(step - size, 0);
                return list;
              });
        });
  }

  public static <T> AsyncFlow<T> takeLast(AsyncFlow<T> flow, int n) {
    Preconditions.atLeast(0, n, "n");
    Flow<Object> unused = FlowInterop.kotlin(flow);
    return AsyncFlow.generate(
        out -> {
          Deque<T> last = new ArrayDeque<>();
          FlowInterop.collectInside(
              flow,
              value -> {
                last.add(value);
                if (last.size() > n) {
                  last.remove();
                }
              });
          out.emitAll(last);
        });
  }
}
