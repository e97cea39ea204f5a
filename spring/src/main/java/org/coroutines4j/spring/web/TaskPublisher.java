package org.coroutines4j.spring.web;

import java.util.concurrent.atomic.AtomicBoolean;
import org.coroutines4j.Outcome;
import org.coroutines4j.Task;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/**
 * A publisher of the value of a task; a null value is the end without a value. Starts a lazy task
 * at the first request. Cancelling the subscription cancels the task.
 */
final class TaskPublisher implements Publisher<Object> {
  private final Task<?> task;
  private final ClientWatch watch;

  TaskPublisher(Task<?> task, ClientWatch watch) {
    this.task = task;
    this.watch = watch;
  }

  @Override
  public void subscribe(Subscriber<? super Object> subscriber) {
    TaskSubscription subscription = new TaskSubscription(task, subscriber);
    subscription.watched = watch.begin(() -> task.cancel("the client has left"));
    subscriber.onSubscribe(subscription);
  }

  private static final class TaskSubscription implements Subscription {
    private final Task<?> task;
    private final Subscriber<? super Object> subscriber;
    private final AtomicBoolean requested = new AtomicBoolean();

    /** Set at the end: the subscriber gets no signal afterwards. */
    private final AtomicBoolean over = new AtomicBoolean();

    private ClientWatch.Watched watched = () -> {};

    TaskSubscription(Task<?> task, Subscriber<? super Object> subscriber) {
      this.task = task;
      this.subscriber = subscriber;
    }

    @Override
    public void request(long n) {
      if (n < 1) {
        if (ends()) {
          task.cancel("the subscriber requested " + n + " values");
          subscriber.onError(
              new IllegalArgumentException("the number requested must be positive, but was " + n));
        }
      } else if (requested.compareAndSet(false, true)) {
        task.start();
        task.onCompletion(this::deliver);
      }
    }

    @Override
    public void cancel() {
      if (ends()) {
        task.cancel("the subscriber of its value has left");
      }
    }

    /** Returns whether this call is the first one at the end. */
    private boolean ends() {
      watched.close();
      return over.compareAndSet(false, true);
    }

    private void deliver(Outcome<?> outcome) {
      if (!ends()) {
        return;
      }
      if (outcome instanceof Outcome.Failure<?> failure) {
        subscriber.onError(failure.exception());
      } else if (outcome instanceof Outcome.Cancelled<?> cancelled) {
        subscriber.onError(cancelled.reason());
      } else {
        deliverValue(((Outcome.Success<?>) outcome).value());
      }
    }

    private void deliverValue(@Nullable Object value) {
      if (value != null) {
        subscriber.onNext(value);
      }
      subscriber.onComplete();
    }
  }
}
