package org.coroutines4j.internal.flow;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import kotlinx.coroutines.flow.Flow;
import kotlinx.coroutines.flow.FlowKt;
import org.coroutines4j.channels.AsyncQueue;
import org.coroutines4j.channels.Channel;
import org.coroutines4j.channels.ReceiveResult;
import org.coroutines4j.flow.AsyncFlow;
import org.coroutines4j.function.ThrowingFunction;
import org.coroutines4j.internal.scope.TimeoutCoroutine;
import org.coroutines4j.internal.util.Preconditions;
import org.coroutines4j.runtime.time.Nanos;

/** Operators with a duration. */
public final class TimedOperators {
  private TimedOperators() {}

  public static AsyncFlow<Long> ticker(Duration period) {
    return ticker(Preconditions.positive(period, "period"), period);
  }

  public static AsyncFlow<Long> ticker(Duration initialDelay, Duration period) {
    Preconditions.notNegative(initialDelay, "initialDelay");
    Preconditions.positive(period, "period");
    return AsyncFlow.generate(
        out -> {
          Pacer pacer = new Pacer(period);
          pacer.beginIn(initialDelay);
          for (long tick = 0; ; tick++) {
            pacer.nextDue();
            out.emit(tick);
          }
        });
  }

  /**
   * Converts {@code d} to the milliseconds in which the operators of kotlinx count. A shorter
   * duration becomes one millisecond.
   */
  private static long millis(Duration d) {
    long nanos = Nanos.of(d);
    return nanos == 0 ? 0 : Math.max(1, nanos / 1_000_000);
  }

  public static <T> AsyncFlow<T> debounce(AsyncFlow<T> flow, Duration d) {
    long millis = millis(Preconditions.notNegative(d, "d"));
    return millis == 0
        ? flow
        : FlowInterop.concurrent(FlowKt.debounce(FlowInterop.kotlin(flow), millis));
  }

  /** A value and the time for which it waits for the next one. */
  private record Debounced<T>(T value, long millis) {}

  /**
   * Calls {@code fn} upstream of the operator of kotlinx, which calls its function where no lambda
   * may wait.
   */
  public static <T> AsyncFlow<T> debounce(
      AsyncFlow<T> flow, ThrowingFunction<? super T, Duration> fn) {
    Objects.requireNonNull(fn, "fn");
    AsyncFlow<Debounced<T>> timed =
        flow.map(
            value -> {
              Duration d = Objects.requireNonNull(fn.apply(value), "fn returned null");
              return new Debounced<>(value, millis(Preconditions.notNegative(d, "the duration")));
            });
    Flow<Object> debounced =
        FlowKt.debounce(FlowInterop.kotlin(timed), value -> ((Debounced<?>) value).millis());
    return FlowInterop.<Debounced<T>>concurrent(debounced).map(Debounced::value);
  }

  public static <T> AsyncFlow<T> sample(AsyncFlow<T> flow, Duration d) {
    Preconditions.positive(d, "d");
    return FlowInterop.concurrent(FlowKt.sample(FlowInterop.kotlin(flow), millis(d)));
  }

  public static <T> AsyncFlow<T> throttle(AsyncFlow<T> flow, Duration d) {
    Preconditions.notNegative(d, "d");
    return ThrottledFlow.of(flow, () -> new Pacer(d)::next);
  }

  public static <T> AsyncFlow<T> throttle(AsyncFlow<T> flow, int n, Duration per) {
    Preconditions.atLeast(1, n, "n");
    Preconditions.notNegative(per, "per");
    return ThrottledFlow.of(flow, () -> new RateWindow(n, per)::next);
  }

  public static <T> AsyncFlow<T> timeout(AsyncFlow<T> flow, Duration d) {
    Objects.requireNonNull(d, "d");
    return AsyncFlow.generate(
        out ->
            OperatorScope.run(
                operator -> {
                  Channel<T> values = Channel.rendezvous();
                  operator.launch(
                      () -> {
                        flow.collect(values::send);
                        values.close();
                      });
                  while (TimeoutCoroutine.call(d, values::receiveOrClosed)
                      instanceof ReceiveResult.Received<T> received) {
                    out.emit(received.value());
                  }
                }));
  }

  /**
   * Collects chunks from a queue, not from a channel: a wait for a queue that times out loses no
   * value.
   */
  public static <T> AsyncFlow<List<T>> chunkedWithin(AsyncFlow<T> flow, int size, Duration d) {
    Preconditions.atLeast(1, size, "size");
    Preconditions.positive(d, "d");
    return AsyncFlow.generate(
        out ->
            OperatorScope.run(
                operator -> {
                  AsyncQueue<T> values = AsyncQueue.fifo(size);
                  operator.launch(
                      () -> {
                        flow.collect(values::put);
                        values.shutdown();
                      });
                  var next = values.iterator();
                  while (next.hasNext()) {
                    List<T> chunk = new ArrayList<>();
                    chunk.add(next.next());
                    Optional<Boolean> unused =
                        TimeoutCoroutine.callOrEmpty(
                            d,
                            () -> {
                              while (chunk.size() < size && next.hasNext()) {
                                chunk.add(next.next());
                              }
                              return true;
                            });
                    out.emit(Collections.unmodifiableList(chunk));
                  }
                }));
  }
}
