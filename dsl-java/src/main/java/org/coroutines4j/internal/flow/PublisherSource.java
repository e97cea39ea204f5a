package org.coroutines4j.internal.flow;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
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
import org.coroutines4j.runtime.dispatch.SneakyThrow;
import org.jspecify.annotations.Nullable;

/**
 * What a publisher sends, kept until it is collected; it is asked for a buffer's worth ahead. One
 * that breaks the rules of Reactive Streams fails the flow.
 */
public final class PublisherSource<T> implements Subscriber<T> {
  private static final Logger LOG = System.getLogger("org.coroutines4j");

  /** How many values are asked for at first. */
  private final long ahead;

  /** After how many values as many more are asked for; 0 if all have been. */
  private final int again;

  /** Holds no more than has been asked for, if it drops none. */
  private final Channel<T> values;

  /** Values that have been asked for, and have not come. */
  private final AtomicLong wanted = new AtomicLong();

  private @Nullable Subscription subscription;
  private volatile boolean over;

  /** Values received since it was asked for more: by the collector only. */
  private int taken;

  public PublisherSource(Buffering buffering) {
    boolean waits = buffering.onOverflow() == Overflow.SUSPEND;
    int most = Math.max(1, buffering.capacity());
    ahead = waits && most < Integer.MAX_VALUE ? most : Long.MAX_VALUE;
    again = ahead == Long.MAX_VALUE ? 0 : Math.max(1, most / 2);
    values = waits ? Channel.unlimited() : buffering.channel();
  }

  public static <T> AsyncFlow<T> flow(Publisher<? extends T> publisher) {
    Objects.requireNonNull(publisher, "publisher");
    return BufferedFlow.of(
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
      if (again > 0 && ++taken == again) {
        taken = 0;
        request(again);
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
      boolean unused = wanted.addAndGet(n) > 0; // before it is asked: the values may come at once
      from.request(n);
    }
  }

  /** The collection has ended: no more values come, nor does anything that goes wrong then. */
  void cancel() {
    end();
    values.cancel();
  }

  /** Ends the subscription, now or when there is one. */
  private void end() {
    Subscription from;
    synchronized (this) {
      over = true;
      from = subscription;
      subscription = null;
    }
    if (from != null) {
      cancel(from);
    }
  }

  /** It must not throw, and what the flow has emitted or failed with is not lost if it does. */
  private static void cancel(Subscription from) {
    try {
      from.cancel();
    } catch (Throwable t) {
      LOG.log(Level.WARNING, "a publisher's subscription threw from cancel, which it must not", t);
    }
  }

  /** The publisher has broken a rule: the flow fails when what came before has been collected. */
  private void fail(Throwable failure) {
    boolean unused = values.closeExceptionally(failure);
    end();
  }

  @Override
  public void onSubscribe(Subscription first) {
    refuseNull(first, "subscription", "1.9, 2.13");
    boolean refused;
    synchronized (this) {
      refused = over || subscription != null;
      if (!refused) {
        subscription = first;
      }
    }
    if (refused) {
      cancel(first);
      return;
    }
    try {
      request(ahead);
    } catch (Throwable t) { // it must not, and whoever called this may not tell
      fail(t);
    }
  }

  @Override
  public void onNext(T value) {
    refuseNull(value, "value", "2.13");
    if (over) {
      return;
    }
    if (ahead < Long.MAX_VALUE && wanted.getAndDecrement() <= 0) {
      fail(
          new IllegalStateException(
              "the publisher sent more than it was asked for (Reactive Streams, rule 1.1)"));
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

  /** The publisher has ended the subscription, which then is not to be cancelled. */
  private synchronized void forget() {
    over = true;
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
