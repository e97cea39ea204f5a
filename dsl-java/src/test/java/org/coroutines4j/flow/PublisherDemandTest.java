package org.coroutines4j.flow;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.coroutines4j.Async.delay;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow.Subscriber;
import java.util.concurrent.Flow.Subscription;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Guards that an invalid demand ends a subscription even if the flow emits nothing. */
class PublisherDemandTest {
  private final CompletableFuture<Throwable> failure = new CompletableFuture<>();
  private final CompletableFuture<Subscription> subscribed = new CompletableFuture<>();

  private final class Recording implements Subscriber<Integer> {
    private final long firstDemand;

    Recording(long firstDemand) {
      this.firstDemand = firstDemand;
    }

    @Override
    public void onSubscribe(Subscription subscription) {
      subscription.request(firstDemand);
      subscribed.complete(subscription);
    }

    @Override
    public void onNext(Integer item) {}

    @Override
    public void onError(Throwable throwable) {
      failure.complete(throwable);
    }

    @Override
    public void onComplete() {}
  }

  private void assertRefused() throws Exception {
    assertThat(failure.get(10, TimeUnit.SECONDS))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("3.9");
  }

  @Test
  void demandOfZero_whileTheFlowWaits_isRefused() throws Exception {
    CompletableFuture<Void> waiting = new CompletableFuture<>();
    AsyncFlow<Integer> silent =
        AsyncFlow.generate(
            out -> {
              waiting.complete(null);
              delay(ofSeconds(60));
            });
    silent.toPublisher().subscribe(new Recording(1));
    waiting.get(10, TimeUnit.SECONDS);
    subscribed.get(10, TimeUnit.SECONDS).request(0);
    assertRefused();
  }

  @Test
  void demandOfZero_beforeTheFlowBegins_isRefused() throws Exception {
    AsyncFlow.of(1).toPublisher().subscribe(new Recording(-1));
    assertRefused();
  }
}
