package org.coroutines4j.samples.spring;

// region imports
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.coroutines4j.channels.AsyncQueue;
import org.coroutines4j.channels.QueueShutdownException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Service;

// endregion

/** Accepts orders into the queue, and accounts for each of them until it is done. */
@Service
class OrderIntake implements DisposableBean {
  private static final Logger LOG = LoggerFactory.getLogger(OrderIntake.class);

  private final AsyncQueue<Order> queue;

  OrderIntake(AsyncQueue<Order> queue) {
    this.queue = queue;
  }

  // region intake
  private final Map<UUID, Order> open = new ConcurrentHashMap<>();

  /** Accepts {@code order}. Returns false if the queue is full or shut down. */
  boolean accept(Order order) {
    open.put(order.id(), order); // before a worker can have done it
    boolean accepted = false;
    try {
      accepted = queue.tryPut(order); // never waits
    } catch (QueueShutdownException e) {
      LOG.info("refuses an order, since the shop is closing");
    } finally {
      if (!accepted) {
        open.remove(order.id());
      }
    }
    return accepted;
  }

  /** Ends the account of {@code order}, which is in the database. */
  void done(Order order) {
    open.remove(order.id());
  }

  /** Names the orders that were accepted and are not done. All tasks have ended. */
  @Override
  public void destroy() {
    open.values().forEach(order -> LOG.error("not done: {}", order));
  }

  // endregion

  /** Returns an order that was accepted and is not done. */
  Optional<Order> find(UUID id) {
    return Optional.ofNullable(open.get(id));
  }

  /** Returns how many orders were accepted and are not done. */
  int size() {
    return open.size();
  }
}
