package org.coroutines4j.samples.mixed;

// region imports
import static org.coroutines4j.Async.delay;

import java.time.Duration;
import kotlin.coroutines.Continuation;
import org.coroutines4j.kotlin.Suspend;

// endregion

// region implement
/** Implements an interface of Kotlin in Java. The body may block and await. */
final class DiscountPricing implements Pricing {
  @Override
  public Object priceOf(Product product, int amount, Continuation<? super Long> k) {
    return Suspend.implement(
        k,
        () -> {
          long percent = askForDiscount(amount);
          return product.getCents() * amount * (100 - percent) / 100;
        });
  }

  private long askForDiscount(int amount) {
    delay(Duration.ofMillis(20)); // another service, say
    return amount >= 10 ? 20 : 0;
  }
}
// endregion
