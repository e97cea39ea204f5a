package org.coroutines4j.internal.flow;

import java.util.Objects;
import java.util.concurrent.Flow.Publisher;
import java.util.concurrent.Flow.Subscriber;
import java.util.concurrent.Flow.Subscription;
import java.util.concurrent.atomic.AtomicLong;
import org.coroutines4j.channels.Channel;
import org.coroutines4j.channels.Overflow;
import org.coroutines4j.channels.ReceiveResult;
import org.coroutines4j.flow.AsyncFlow;
import org.coroutines4j.flow.Emitter;
import org.coroutines4j.internal.scope.DispatchedBlock;
import org.coroutines4j.runtime.debug.Warning;
import org.coroutines4j.runtime.dispatch.SneakyThrow;
import org.jspecify.annotations.Nullable;

/**
 * Buffers the values of a publisher until they are collected, and requests as many values ahead as
 * the buffer holds. A publisher that violates the rules of Reactive Streams fails the flow.
 */
public final class PublisherSource<T> implements Subscriber<T> {

  /** The number of values requested at first; {@link Long#MAX_VALUE} if the demand has no limit. */
  private final long initialDemand;

  /**
   * The number of received values after which as many are requested again; 0 if the demand has no
   * limit.
   */
  private final int refill;

  /** Unlimited unless values are dropped: the demand limits the number of values in it. */
  private final Channel<T> values;

  /** Values that were requested and have not arrived. */
  private final AtomicLong outstanding = new AtomicLong();

  private @Nullable Subscription subscription;
  private volatile boolean ended;

  /** Values received since the last request. Confined to the collector. */
  private int receivedSinceRequest;

  public PublisherSource(Buffering buffering) {
    boolean waits = buffering.onOverflow() == Overflow.SUSPEND;
    int capacity = Math.max(1, buffering.capacity());
    initialDemand = waits && capacity < Integer.MAX_VALUE ? capacity : Long.MAX_VALUE;
    refill = initialDemand == Long.MAX_VALUE ? 0 : Math.max(1, capacity / 2);
    values = waits ? Channel.unlimited() : buffering.channel();
  }

  public static <T> AsyncFlow<T> flow(Publisher<? extends T> publisher) {
    Objects.requireNonNull(publisher, "publisher");
    return BufferedFlow.withoutTask(
        buffering ->
            FlowInterop.kotlin(
                AsyncFlow.<T>generate(
                    out -> {
                      PublisherSource<T> source = new PublisherSource<>(buffering);
                      try {
                        source.subscribeTo(publisher, buffering);
                        source.emitTo(out);
                      } finally {
                        source.cancel();
                      }
                    })));
  }

  private void subscribeTo(Publisher<? extends T> publisher, Buffering buffering) {
    if (buffering.dispatcher() == null) {
      publisher.subscribe(this);
    } else {
      DispatchedBlock.runOn(buffering.dispatcher(), () -> publisher.subscribe(this));
    }
  }

  void emitTo(Emitter<T> out) {
    ReceiveResult.OrClosed<T> next = values.receiveOrClosed();
    while (next instanceof ReceiveResult.Received<T> received) {
      GeneratorFlow.handOn(received.value(), out);
      if (refill > 0 && ++receivedSinceRequest == refill) {
        receivedSinceRequest = 0;
        request(refill);
      }
      next = values.receiveOrClosed();
    }
    Throwable failure = ((ReceiveResult.Closed<T>) next).cause();
    if (failure != null) {
      throw SneakyThrow.sneak(failure);
    }
  }

  private void request(long n) {
    Subscription from;
    synchronized (this) {
      from = subscription;
    }
    if (from != null) {
      boolean unused = outstanding.addAndGet(n) > 0; // first: values may arrive immediately
      from.request(n);
    }
  }

  /** Ends the collection. Further values are dropped, and so are failures from then on. */
  void cancel() {
    end();
    values.cancel();
  }

  /** Cancels the subscription, now or when it arrives. */
  private void end() {
    Subscription from;
    synchronized (this) {
      ended = true;
      from = subscription;
      subscription = null;
    }
    if (from != null) {
      cancel(from);
    }
  }

  /**
   * Cancels {@code from}. It must not throw. If it does, that is logged, so that it does not
   * replace the result of the flow.
   */
  private static void cancel(Subscription from) {
    try {
      from.cancel();
    } catch (Throwable t) {
      Warning.SUBSCRIPTION_CANCEL_FAILED.log(
          "a publisher's subscription threw an exception from cancel (Reactive Streams, rule 3.15)",
          t);
    }
  }

  /**
   * Fails the flow, after the values received so far, because the publisher has violated a rule.
   */
  private void fail(Throwable failure) {
    boolean unused = values.closeExceptionally(failure);
    end();
  }

  @Override
  public void onSubscribe(Subscription first) {
    refuseNull(first, "subscription", "1.9, 2.13");
    boolean refused;
    synchronized (this) {
      refused = ended || subscription != null;
      if (!refused) {
        subscription = first;
      }
    }
    if (refused) {
      cancel(first);
      return;
    }
    try {
      request(initialDemand);
    } catch (Throwable t) { // request must not throw, and the caller may hide it
      fail(t);
    }
  }

  @Override
  public void onNext(T value) {
    refuseNull(value, "value", "2.13");
    if (ended) {
      return;
    }
    if (initialDemand < Long.MAX_VALUE && outstanding.getAndDecrement() <= 0) {
      fail(
          new IllegalStateException(
              "the publisher sent more values than were requested (Reactive Streams, rule 1.1)"));
      return;
    }
    Object unused = values.trySend(value);
  }

  @Override
  public void onError(Throwable failure) {
    refuseNull(failure, "failure", "2.13");
    boolean unused = values.closeExceptionally(failure);
    forget();
  }

  @Override
  public void onComplete() {
    boolean unused = values.close();
    forget();
  }

  /**
   * Drops the subscription, which the publisher has ended and which must not be cancelled any more.
   */
  private synchronized void forget() {
    ended = true;
    subscription = null;
  }

  private void refuseNull(@Nullable Object signal, String name, String rules) {
    if (signal == null) {
      NullPointerException failure =
          new NullPointerException(
              "the publisher sent null as " + name + " (Reactive Streams, rule " + rules + ")");
      fail(failure);
      throw failure;
    }
  }
}
