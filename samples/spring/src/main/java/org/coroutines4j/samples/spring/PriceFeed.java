package org.coroutines4j.samples.spring;

// region imports
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.coroutines4j.channels.Overflow;
import org.coroutines4j.flow.AsyncFlow;
import org.coroutines4j.flow.MutableSharedFlow;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

// endregion

/** Shares the prices of the moment with all clients that listen. */
@Component
class PriceFeed {
  private static final List<String> ITEMS = List.of("tea", "coffee", "cocoa");

  // region feed
  /** A client that is 64 prices behind misses the oldest, and delays no other client. */
  private final MutableSharedFlow<Optional<Price>> prices =
      MutableSharedFlow.create(1, 64, Overflow.DROP_OLDEST);

  private volatile boolean closed;

  /** Returns the prices from now on, until the application stops. */
  AsyncFlow<Price> prices() {
    return prices.takeWhile(Optional::isPresent).map(Optional::get);
  }

  @Scheduled(fixedRateString = "${shop.price-every:500ms}")
  void tick() {
    tell(closed ? Optional.empty() : Optional.of(somePrice()));
  }

  /** Ends the responses before the web server waits for its requests. */
  @EventListener(ContextClosedEvent.class)
  void close() {
    closed = true;
    tell(Optional.empty());
  }

  private void tell(Optional<Price> price) {
    var unused = prices.tryEmit(price); // never waits: the oldest makes room
  }

  // endregion

  private static Price somePrice() {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    return new Price(ITEMS.get(random.nextInt(ITEMS.size())), random.nextInt(100, 1000));
  }

  /** Returns how many clients listen. */
  int listeners() {
    return prices.collectors();
  }
}
