package org.coroutines4j.internal.flow;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.Flow.Subscriber;
import java.util.concurrent.Flow.Subscription;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import kotlinx.coroutines.flow.Flow;
import org.coroutines4j.channels.Channel;
import org.coroutines4j.flow.AsyncFlow;
import org.coroutines4j.function.ThrowingRunnable;
import org.coroutines4j.internal.task.AwaitOperations;
import org.coroutines4j.runtime.coroutine.CoroutineThread;
import org.coroutines4j.runtime.coroutine.HelperTask;
import org.coroutines4j.runtime.kotlinx.FlowCalls;
import org.jspecify.annotations.Nullable;

/**
 * A collection of a flow for a subscriber, on a thread beside, which waits for demand before each
 * value. Signals come from that thread only.
 */
final class FlowSubscription<T> implements Subscription {
  private static final Logger LOG = System.getLogger("org.coroutines4j");

  private final AtomicLong demand = new AtomicLong();

  /** Told when there is demand again. */
  private final Channel<Boolean> changed = Channel.conflated();

  /** Null when it has been told the end, or wants nothing more. */
  private final AtomicReference<@Nullable Subscriber<? super T>> subscriber;

  /** What a demand that is none is answered with, by the thread of the signals. */
  private volatile @Nullable IllegalArgumentException refusal;

  private volatile @Nullable HelperTask collecting;

  /** Ends the flow. */
  private final Enough enough = new Enough();

  FlowSubscription(Subscriber<? super T> subscriber) {
    this.subscriber = new AtomicReference<>(subscriber);
  }

  void begin(AsyncFlow<T> flow) {
    Subscriber<? super T> receiver = subscriber.get();
    if (receiver != null && told(() -> receiver.onSubscribe(this)) && subscriber.get() != null) {
      HelperTask task = HelperTask.startDetached(body -> collect(body, flow), this::ended);
      collecting = task;
      if (subscriber.get() == null || refusal != null) { // since before the task was known
        task.cancel();
      }
      tellIfNotBegun(task);
    }
  }

  private void collect(CoroutineThread body, AsyncFlow<T> flow) {
    try {
      Flow<Object> kotlin = FlowInterop.kotlin(flow);
      var unusedUnit =
          FlowInterop.collecting(body, k -> FlowCalls.collectUntil(enough, kotlin, new Gets(), k));
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
      Throwable meant = FlowCancellations.meaningOfWhole(body, t);
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

  /** No signal comes any more, but for one that a flow could not give which never began. */
  private void ended() {
    HelperTask task = collecting;
    IllegalArgumentException refused = refusal;
    if (refused != null) {
      tellFailure(refused);
    } else if (task != null) { // else it is not known yet, and begin looks itself
      tellIfNotBegun(task);
    }
  }

  /** There was no thread for it. */
  private void tellIfNotBegun(HelperTask task) {
    Throwable failure = task.failure();
    if (failure != null) {
      tellFailure(failure);
    }
  }

  /** Gives the subscriber what the flow emits, when it wants that. */
  private final class Gets implements DirectCollector, Taker {
    /** The value that waits for demand. */
    private @Nullable Object held;

    @Override
    @SuppressWarnings("unchecked") // the flow emits nothing else
    public void accept(Object value) {
      held = value;
      awaitDemand();
      Subscriber<? super T> receiver = subscriber.get();
      if (receiver == null) {
        throw enough;
      }
      held = null;
      if (!toldInShield(() -> receiver.onNext((T) value))) {
        throw enough;
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

  /** That it cancels the subscription is no reason to interrupt what it does then. */
  private boolean toldInShield(ThrowingRunnable signal) {
    return told(() -> AwaitOperations.nonCancellable(signal));
  }

  /** A subscriber must not throw; one that does is told nothing more. */
  private boolean told(ThrowingRunnable signal) {
    try {
      signal.run();
      return true;
    } catch (Throwable t) {
      subscriber.set(null);
      LOG.log(Level.WARNING, "a subscriber threw, which it must not; its subscription is over", t);
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
