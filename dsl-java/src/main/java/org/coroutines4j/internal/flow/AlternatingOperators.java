package org.coroutines4j.internal.flow;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import org.coroutines4j.Task;
import org.coroutines4j.channels.Channel;
import org.coroutines4j.channels.ReceiveResult;
import org.coroutines4j.flow.AsyncFlow;
import org.coroutines4j.flow.Emitter;
import org.coroutines4j.flow.Ending;
import org.coroutines4j.function.ThrowingBiFunction;
import org.coroutines4j.internal.util.Preconditions;
import org.jspecify.annotations.Nullable;

/** Operators that take values of several flows by turns, or until the first of them has ended. */
public final class AlternatingOperators {
  private AlternatingOperators() {}

  /** A flow that a task collects, one value ahead of the operator that reads the values. */
  private record Part<T>(Task<?> task, Channel<T> values) {
    static <T> Part<T> start(OperatorScope operator, AsyncFlow<? extends T> flow) {
      Channel<T> values = Channel.rendezvous();
      Task<?> task =
          operator.launch(
              () -> {
                flow.collect(values::send);
                values.close();
              });
      return new Part<>(task, values);
    }

    /** Returns the next value; null if the flow has ended. A cancellation point. */
    @Nullable T next() {
      return values.receiveOrClosed() instanceof ReceiveResult.Received<T> received
          ? received.value()
          : null;
    }
  }

  public static <A, B, R> AsyncFlow<R> zipAll(
      AsyncFlow<A> flow,
      AsyncFlow<? extends B> other,
      A missing,
      B otherMissing,
      ThrowingBiFunction<? super A, ? super B, ? extends R> fn) {
    Objects.requireNonNull(other, "other");
    Objects.requireNonNull(missing, "missing");
    Objects.requireNonNull(otherMissing, "otherMissing");
    Objects.requireNonNull(fn, "fn");
    return AsyncFlow.generate(
        out ->
            OperatorScope.run(
                operator -> {
                  Part<A> mine = Part.start(operator, flow);
                  Part<B> others = Part.start(operator, other);
                  A a = mine.next();
                  B b = others.next();
                  while (a != null || b != null) {
                    R result = fn.apply(a == null ? missing : a, b == null ? otherMissing : b);
                    out.emit(LambdaAdapters.nonNull(result));
                    a = mine.next();
                    b = others.next();
                  }
                }));
  }

  public static <T> AsyncFlow<T> interleave(
      List<? extends AsyncFlow<? extends T>> flows, int segment, Ending ending) {
    Preconditions.atLeast(1, segment, "segment");
    Objects.requireNonNull(ending, "ending");
    return AsyncFlow.generate(
        out ->
            OperatorScope.run(
                operator -> {
                  List<Part<T>> parts = new ArrayList<>();
                  flows.forEach(flow -> parts.add(Part.start(operator, flow)));
                  emitByTurns(parts, segment, ending, out);
                  operator.end(parts.stream().map(Part::task).toList());
                }));
  }

  /** Emits until all parts have ended, or the first one. Removes the parts that have ended. */
  private static <T> void emitByTurns(
      List<Part<T>> parts, int segment, Ending ending, Emitter<T> out) {
    while (!parts.isEmpty()) {
      for (Iterator<Part<T>> rest = parts.iterator(); rest.hasNext(); ) {
        if (emitSegment(rest.next(), segment, out)) {
          rest.remove();
          if (ending == Ending.WITH_FIRST) {
            return;
          }
        }
      }
    }
  }

  /** Emits up to {@code segment} values of {@code part}. Returns whether it has ended. */
  private static <T> boolean emitSegment(Part<T> part, int segment, Emitter<T> out) {
    for (int i = 0; i < segment; i++) {
      T value = part.next();
      if (value == null) {
        return true;
      }
      GeneratorFlow.handOn(value, out);
    }
    return false;
  }

  public static <T> AsyncFlow<T> merge(
      List<? extends AsyncFlow<? extends T>> flows, Ending ending) {
    return Objects.requireNonNull(ending, "ending") == Ending.WITH_ALL
        ? CombiningOperators.join(FlattenedFlow.Way.MERGE, flows)
        : mergeUntilFirstEnds(flows);
  }

  private static <T> AsyncFlow<T> mergeUntilFirstEnds(
      List<? extends AsyncFlow<? extends T>> flows) {
    return flows.isEmpty()
        ? AsyncFlow.empty()
        : ConcurrentOperators.sending(
            (operator, results) -> {
              Channel<Boolean> ended = Channel.conflated();
              List<Task<?>> tasks = new ArrayList<>();
              for (AsyncFlow<? extends T> flow : flows) {
                tasks.add(
                    operator.launch(
                        () -> {
                          flow.collect(results::send);
                          ended.send(true);
                        }));
              }
              ended.receive();
              operator.end(tasks);
            });
  }
}
