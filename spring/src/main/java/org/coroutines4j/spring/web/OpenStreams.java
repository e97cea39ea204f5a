package org.coroutines4j.spring.web;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/**
 * The flows that an application is writing to its clients. When the application stops, {@link
 * #cancelAll} ends their collections: a flow that waits for its next value for an hour would
 * otherwise not notice that its server is gone.
 */
public final class OpenStreams {
  private final Set<Subscription> open = ConcurrentHashMap.newKeySet();

  private volatile boolean stopping;

  /** Creates an empty set. */
  public OpenStreams() {}

  /** Returns how many flows are being collected. */
  public int size() {
    return open.size();
  }

  /** Cancels the collections of all flows, and of those that begin later. Returns immediately. */
  public void cancelAll() {
    stopping = true;
    open.forEach(Subscription::cancel);
  }

  /** Lets flows begin again. */
  public void open() {
    stopping = false;
  }

  /** Returns a publisher of the same values whose subscriptions belong to this set. */
  <T> Publisher<T> of(Publisher<T> publisher) {
    return subscriber -> publisher.subscribe(new Watched<T>(subscriber));
  }

  private final class Watched<T> implements Subscriber<T>, Subscription {
    private final Subscriber<? super T> subscriber;
    private volatile Subscription upstream = NONE;

    Watched(Subscriber<? super T> subscriber) {
      this.subscriber = subscriber;
    }

    @Override
    public void onSubscribe(Subscription subscription) {
      upstream = subscription;
      open.add(this);
      subscriber.onSubscribe(this);
      if (stopping) {
        cancel();
      }
    }

    @Override
    public void onNext(T value) {
      subscriber.onNext(value);
    }

    @Override
    public void onError(Throwable failure) {
      open.remove(this);
      subscriber.onError(failure);
    }

    @Override
    public void onComplete() {
      open.remove(this);
      subscriber.onComplete();
    }

    @Override
    public void request(long n) {
      upstream.request(n);
    }

    @Override
    public void cancel() {
      open.remove(this);
      upstream.cancel();
    }
  }

  private static final Subscription NONE =
      new Subscription() {
        @Override
        public void request(long n) {
          throw new IllegalStateException("not subscribed yet");
        }

        @Override
        public void cancel() {}
      };
}
