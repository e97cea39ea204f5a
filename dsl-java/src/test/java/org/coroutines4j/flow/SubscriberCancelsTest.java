package org.coroutines4j.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow.Subscriber;
import java.util.concurrent.Flow.Subscription;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Guards that a subscriber may cancel and then continue with code that may block. */
class SubscriberCancelsTest {
  private static final class Cancelling implements Subscriber<Integer> {
    final CompletableFuture<Subscription> subscribed = new CompletableFuture<>();
    final CompletableFuture<Boolean> interrupted = new CompletableFuture<>();

    @Override
    public void onSubscribe(Subscription subscription) {
      subscribed.complete(subscription);
    }

    @Override
    public void onNext(Integer value) {
      subscribed.join().cancel();
      interrupted.complete(Thread.currentThread().isInterrupted());
    }

    @Override
    public void onError(Throwable failure) {}

    @Override
    public void onComplete() {}
  }

  @Test
  void cancelInOnNext_doesNotInterruptTheSubscriber() throws Exception {
    Cancelling subscriber = new Cancelling();
    AsyncFlow.range(0, 10).toPublisher().subscribe(subscriber);
    subscriber.subscribed.join().request(5);
    assertThat(subscriber.interrupted.get(9, TimeUnit.SECONDS)).isFalse();
  }
}
