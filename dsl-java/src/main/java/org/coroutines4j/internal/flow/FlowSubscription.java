package org.coroutines4j.internal.flow;

import java.util.concurrent.Flow.Subscriber;
import java.util.concurrent.Flow.Subscription;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import kotlinx.coroutines.flow.Flow;
import org.coroutines4j.channels.Channel;
import org.coroutines4j.flow.AsyncFlow;
import org.coroutines4j.function.ThrowingRunnable;
import org.coroutines4j.internal.failure.Exceptions;
import org.coroutines4j.internal.task.AwaitOperations;
import org.coroutines4j.runtime.coroutine.CoroutineThread;
import org.coroutines4j.runtime.coroutine.HelperTask;
import org.coroutines4j.runtime.debug.Warning;
import org.coroutines4j.runtime.kotlinx.FlowCalls;
import org.jspecify.annotations.Nullable;

/**
 * A collection of a flow for a subscriber, on a helper thread that waits for demand before each
 * value. All signals but {@code onSubscribe} come from that thread, except the failure of a
 * collection that has never begun.
 */
final class FlowSubscription<T> implements Subscription {

  private final AtomicLong demand = new AtomicLong();

  /** Gets an element when the demand grows. */
  private final Channel<Boolean> changed = Channel.conflated();

  /**
   * The subscriber; null when it gets no more signals: it has got the last one, has cancelled, or
   * has thrown an exception.
   */
  private final AtomicReference<@Nullable Subscriber<? super T>> subscriber;

  /**
   * The failure to signal for an invalid {@code request}. The helper thread signals it, or {@link
   * #ended}.
   */
  private volatile @Nullable IllegalArgumentException refusal;

  private volatile @Nullable HelperTask collecting;

  /** Ends the flow early. */
  private final StopFlowException stop = new StopFlowException();

  FlowSubscription(Subscriber<? super T> subscriber) {
    this.subscriber = new AtomicReference<>(subscriber);
  }

  void begin(AsyncFlow<T> flow) {
    Subscriber<? super T> receiver = subscriber.get();
    if (receiver != null && told(() -> receiver.onSubscribe(this)) && subscriber.get() != null) {
      HelperTask task = HelperTask.startDetached(body -> collect(body, flow), this::ended);
      collecting = task;
      if (subscriber.get() == null || refusal != null) { // changed before the task was known
        task.cancel();
      }
      tellIfNotBegun(task);
    }
  }

  private void collect(CoroutineThread body, AsyncFlow<T> flow) {
    try {
      Flow<Object> kotlin = FlowInterop.kotlin(flow);
      Object unusedUnit =
          body.await(k -> FlowCalls.collectUntil(stop, kotlin, new Gets(), k)); // as it is
      Subscriber<? super T> receiver = subscriber.getAndSet(null);
      if (receiver != null) {
        IllegalArgumentException refused = refusal;
        boolean unused =
            toldInShield(
                () -> {
                  if (refused != null) {
                    receiver.onError(refused);
                  } else {
                    receiver.onComplete();
                  }
                });
      }
    } catch (Throwable t) {
      Throwable meant = Exceptions.unwrap(FlowCancellations.meaningOfWhole(body, t));
      Subscriber<? super T> receiver = subscriber.getAndSet(null);
      if (receiver != null) {
        IllegalArgumentException refused = refusal;
        boolean unused = toldInShield(() -> receiver.onError(refused != null ? refused : meant));
      }
    }
  }

  private void tellFailure(Throwable failure) {
    Subscriber<? super T> receiver = subscriber.getAndSet(null);
    if (receiver != null) {
      boolean unused = told(() -> receiver.onError(failure));
    }
  }

  /**
   * Called when the helper thread has ended. Signals the failure of a collection that has never
   * begun, since no other code does.
   */
  private void ended() {
    HelperTask task = collecting;
    IllegalArgumentException refused = refusal;
    if (refused != null) {
      tellFailure(refused);
    } else if (task != null) { // otherwise begin() checks, when it knows the task
      tellIfNotBegun(task);
    }
  }

  /** Signals the failure of {@code task} if there was no thread to run it. */
  private void tellIfNotBegun(HelperTask task) {
    Throwable failure = task.failure();
    if (failure != null) {
      tellFailure(failure);
    }
  }

  /** Passes the values of the flow to the subscriber as it requests them. */
  private final class Gets implements DirectCollector, PushbackCollector {
    /** The value that waits for demand. */
    private @Nullable Object held;

    @Override
    @SuppressWarnings("unchecked") // the flow emits values of T
    public void accept(Object value) {
      held = value;
      awaitDemand();
      Subscriber<? super T> receiver = subscriber.get();
      if (receiver == null) {
        throw stop;
      }
      held = null;
      if (!toldInShield(() -> receiver.onNext((T) value))) {
        throw stop;
      }
    }

    @Override
    public void giveBack(Object value, Runnable undelivered) {
      if (held == value) {
        undelivered.run();
      }
    }
  }

  private void awaitDemand() {
    while (true) {
      IllegalArgumentException refused = refusal;
      if (refused != null) {
        throw refused;
      }
      long wanted = demand.get();
      if (subscriber.get() == null || wanted == Long.MAX_VALUE) {
        return;
      }
      if (wanted > 0 && demand.compareAndSet(wanted, wanted - 1)) {
        return;
      }
      if (wanted == 0) {
        boolean unused = changed.receive();
      }
    }
  }

  /**
   * Signals as {@link #told} does. If the subscriber cancels the subscription in its signal method,
   * that does not interrupt the method.
   */
  private boolean toldInShield(ThrowingRunnable signal) {
    return told(() -> AwaitOperations.nonCancellable(signal));
  }

  /**
   * Runs {@code signal}, and returns whether it ended normally. A subscriber must not throw an
   * exception. If it does, it gets no more signals.
   */
  private boolean told(ThrowingRunnable signal) {
    try {
      signal.run();
      return true;
    } catch (Throwable t) {
      subscriber.set(null);
      Warning.SUBSCRIBER_FAILED.log(
          "a subscriber threw an exception, which ends its subscription (Reactive Streams, rule"
              + " 2.13)",
          t);
      return false;
    }
  }

  @Override
  public void request(long n) {
    if (n <= 0) {
      refusal =
          new IllegalArgumentException(
              "request must be 1 or more, but is " + n + " (Reactive Streams, rule 3.9)");
      cancelCollection();
    } else {
      demand.accumulateAndGet(n, FlowSubscription::plus);
      Object unused = changed.trySend(true);
    }
  }

  private static long plus(long wanted, long more) {
    long sum = wanted + more;
    return sum < 0 ? Long.MAX_VALUE : sum;
  }

  @Override
  public void cancel() {
    subscriber.set(null);
    cancelCollection();
  }

  private void cancelCollection() {
    HelperTask task = collecting;
    if (task != null) {
      task.cancel();
    }
  }
}
