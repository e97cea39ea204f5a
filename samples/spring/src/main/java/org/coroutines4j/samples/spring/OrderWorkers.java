package org.coroutines4j.samples.spring;

// region imports
import static org.coroutines4j.Async.nonCancellable;
import static org.coroutines4j.Async.retry;

import java.time.Duration;
import org.coroutines4j.RetryPolicy;
import org.coroutines4j.ServiceScope;
import org.coroutines4j.channels.AsyncQueue;
import org.coroutines4j.spring.ServiceScopeLifecycle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

// endregion

/** Writes the orders of the queue, in tasks that last as long as the application. */
@Component
class OrderWorkers implements SmartLifecycle {
  private static final Logger LOG = LoggerFactory.getLogger(OrderWorkers.class);

  private final ServiceScope scope;
  private final AsyncQueue<Order> queue;
  private final OrderIntake intake;
  private final OrderStore store;
  private final ShopProperties properties;
  private volatile boolean running;

  OrderWorkers(
      @Qualifier("orderScope") ServiceScope scope,
      AsyncQueue<Order> queue,
      OrderIntake intake,
      OrderStore store,
      ShopProperties properties) {
    this.scope = scope;
    this.queue = queue;
    this.intake = intake;
    this.store = store;
    this.properties = properties;
  }

  // region work
  private static final RetryPolicy AGAIN =
      RetryPolicy.unlimited()
          .exponentialBackoff(Duration.ofMillis(50), Duration.ofSeconds(2))
          .jitter(0.5);

  private void work() {
    for (Order order : queue) { // until the queue is shut down and empty
      MDC.put(UserInLog.KEY, order.customer());
      retry(AGAIN, () -> write(order));
      intake.done(order);
    }
  }

  private void write(Order order) {
    nonCancellable(() -> store.write(order)); // a transaction that has begun ends
    LOG.info("wrote {}", order);
  }

  // endregion

  // region lifecycle
  @Override
  public void start() {
    for (int i = 1; i <= properties.workers(); i++) {
      scope.named("worker " + i).launch(this::work);
    }
    running = true;
  }

  @Override
  public void stop() {
    queue.shutdown(); // the workers end when it is empty
    running = false;
  }

  /** Stops after the web server, which accepts orders, and before the scope of the workers. */
  @Override
  public int getPhase() {
    return ServiceScopeLifecycle.PHASE + 1;
  }

  // endregion

  @Override
  public boolean isRunning() {
    return running;
  }
}
