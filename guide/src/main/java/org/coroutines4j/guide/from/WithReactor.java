package org.coroutines4j.guide.from;

import static java.time.Duration.ofMillis;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Flow.Publisher;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import reactor.adapter.JdkFlowAdapter;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.util.function.Tuple2;
import reactor.util.retry.Retry;

/** The programs of {@link FromReactor} with Reactor. */
public final class WithReactor {
  private WithReactor() {}

  // region load
  static Mono<String> load(String name, int millis) {
    return Mono.just(name).delayElement(ofMillis(millis));
  }

  // endregion

  /** Runs the programs of the page. */
  public static void main(String[] args) {
    flatMap();
    zip();
    errors();
    retries();
    timeouts();
    operators();
    concurrency();
    schedulers();
    borders();
  }

  private static void flatMap() {
    // region flat-map
    Mono<String> orders = load("user", 5).flatMap(user -> load("orders of " + user, 5));
    System.out.println(orders.block());
    // endregion
  }

  private static void zip() {
    // region zip
    Mono<List<Object>> both = Mono.zip(load("user", 5), load("orders", 5)).map(Tuple2::toList);
    System.out.println(both.block());
    // endregion
  }

  private static void errors() {
    // region errors
    Mono<Integer> number =
        Mono.fromCallable(() -> Integer.parseInt("one"))
            .onErrorReturn(NumberFormatException.class, -1);
    System.out.println(number.block());
    // endregion
  }

  private static void retries() {
    AtomicInteger attempts = new AtomicInteger();
    // region retry
    Mono<String> page =
        Mono.fromCallable(
                () -> {
                  if (attempts.incrementAndGet() < 3) {
                    throw new IOException("connection reset");
                  }
                  return "page";
                })
            .retryWhen(Retry.backoff(3, ofMillis(1)).maxBackoff(ofMillis(100)));
    System.out.println(page.block() + " at attempt " + attempts);
    // endregion
  }

  private static void timeouts() {
    // region timeout
    Mono<String> page =
        load("slow", 60_000).timeout(ofMillis(10)).onErrorReturn(TimeoutException.class, "timeout");
    System.out.println(page.block());
    // endregion
  }

  private static void operators() {
    // region operators
    Flux.range(1, 6)
        .filter(n -> n % 2 == 0)
        .map(n -> n * 10)
        .buffer(2)
        .subscribe(System.out::println);
    // endregion
  }

  private static void concurrency() {
    // region concurrency
    Mono<List<String>> pages =
        Flux.just("a", "b", "c").flatMapSequential(name -> load(name, 5), 2).collectList();
    System.out.println(pages.block());
    // endregion
  }

  private static void schedulers() {
    // region schedulers
    Mono<Integer> sum =
        Flux.range(0, 100)
            .map(n -> n * n)
            .subscribeOn(Schedulers.parallel())
            .reduce(0, Integer::sum);
    System.out.println(sum.block());
    // endregion
  }

  private static void borders() {
    // region borders
    Publisher<Integer> publisher = JdkFlowAdapter.publisherToFlowPublisher(Flux.just(1, 2, 3));
    System.out.println(JdkFlowAdapter.flowPublisherToFlux(publisher).collectList().block());
    // endregion
  }
}
