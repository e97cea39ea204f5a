package org.coroutines4j.guide.from;

import static java.time.Duration.ofMillis;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.unchecked.Unchecked;
import java.io.IOException;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow.Publisher;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/** The programs of {@link FromReactor} with Mutiny. */
public final class WithMutiny {
  private WithMutiny() {}

  // region load
  static Uni<String> load(String name, int millis) {
    return Uni.createFrom().item(name).onItem().delayIt().by(ofMillis(millis));
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
    schedulers(ForkJoinPool.commonPool());
    borders();
  }

  private static void flatMap() {
    // region flat-map
    Uni<String> orders = load("user", 5).flatMap(user -> load("orders of " + user, 5));
    System.out.println(orders.await().indefinitely());
    // endregion
  }

  private static void zip() {
    // region zip
    Uni<List<String>> both = Uni.join().all(load("user", 5), load("orders", 5)).andFailFast();
    System.out.println(both.await().indefinitely());
    // endregion
  }

  private static void errors() {
    // region errors
    Uni<Integer> number =
        Uni.createFrom()
            .item(() -> Integer.parseInt("one"))
            .onFailure(NumberFormatException.class)
            .recoverWithItem(-1);
    System.out.println(number.await().indefinitely());
    // endregion
  }

  private static void retries() {
    AtomicInteger attempts = new AtomicInteger();
    // region retry
    Uni<String> page =
        Uni.createFrom()
            .item(
                Unchecked.supplier(
                    () -> {
                      if (attempts.incrementAndGet() < 3) {
                        throw new IOException("connection reset");
                      }
                      return "page";
                    }))
            .onFailure()
            .retry()
            .withBackOff(ofMillis(1), ofMillis(100))
            .atMost(3);
    System.out.println(page.await().indefinitely() + " at attempt " + attempts);
    // endregion
  }

  private static void timeouts() {
    // region timeout
    Uni<String> page =
        load("slow", 60_000).ifNoItem().after(ofMillis(10)).recoverWithItem("timeout");
    System.out.println(page.await().indefinitely());
    // endregion
  }

  private static void operators() {
    // region operators
    Multi.createFrom()
        .range(1, 7)
        .filter(n -> n % 2 == 0)
        .map(n -> n * 10)
        .group()
        .intoLists()
        .of(2)
        .subscribe()
        .with(System.out::println);
    // endregion
  }

  private static void concurrency() {
    // region concurrency
    Uni<TreeSet<String>> pages = // sorted: merge keeps no order, concatenate() has no concurrency
        Multi.createFrom()
            .items("a", "b", "c")
            .onItem()
            .transformToUni(name -> load(name, 5))
            .merge(2)
            .collect()
            .with(Collectors.toCollection(TreeSet::new));
    System.out.println(pages.await().indefinitely());
    // endregion
  }

  private static void schedulers(Executor executor) {
    // region schedulers
    Uni<Integer> sum =
        Multi.createFrom()
            .range(0, 100)
            .map(n -> n * n)
            .runSubscriptionOn(executor)
            .collect()
            .with(Collectors.summingInt(n -> n));
    System.out.println(sum.await().indefinitely());
    // endregion
  }

  private static void borders() {
    // region borders
    Publisher<Integer> publisher = Multi.createFrom().items(1, 2, 3);
    System.out.println(
        Multi.createFrom().publisher(publisher).collect().asList().await().indefinitely());
    // endregion
  }
}
