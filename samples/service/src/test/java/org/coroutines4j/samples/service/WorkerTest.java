package org.coroutines4j.samples.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.coroutines4j.Async.run;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import org.coroutines4j.ServiceScope;
import org.junit.jupiter.api.Test;

/** Workers fail in all ways, and lose nothing. */
class WorkerTest {
  private static final int ORDERS = 200;

  private final List<UUID> written = Collections.synchronizedList(new ArrayList<>());
  private final AtomicInteger writes = new AtomicInteger();

  @Test
  void workersThatFail_areStartedAgain_withWhatTheyHadInHand() {
    Set<UUID> accepted = new HashSet<>();
    run(
        scope -> {
          Intake intake = new Intake(scope, ORDERS, 2, 10, this::writeOrFail);
          for (int i = 0; i < ORDERS; i++) {
            Order order = order();
            accepted.add(order.id());
            assertThat(intake.accept(order)).isTrue();
          }
          intake.drain(Duration.ofSeconds(60));
          assertThat(intake.depth()).isZero();
          assertThat(intake.failures()).isGreaterThanOrEqualTo(3);
        });
    assertThat(written).hasSize(ORDERS).containsExactlyInAnyOrderElementsOf(accepted);
  }

  private void writeOrFail(List<Order> batch) {
    switch (writes.getAndIncrement()) {
      case 0 -> throw new IllegalStateException("the database is away");
      case 2 -> throw new StackOverflowError("in the driver");
      case 4 -> throw new CancellationException("something else was cancelled");
      default -> batch.forEach(order -> written.add(order.id()));
    }
  }

  /** What is left at the end of the grace time is told, and the end does not wait for it. */
  @Test
  void drainThatTakesTooLong_ends() {
    try (ServiceScope scope = ServiceScope.open("failing")) {
      Intake intake = new Intake(scope, ORDERS, 1, 10, WorkerTest::fail);
      assertThat(intake.accept(order())).isTrue();
      intake.drain(Duration.ofMillis(200));
      assertThat(intake.depth()).isEqualTo(1);
    }
  }

  private static void fail(List<Order> batch) {
    throw new IllegalStateException("the database is away");
  }

  private static Order order() {
    return new Order(UUID.randomUUID(), "Ada", "tea", 1, BigDecimal.ONE);
  }
}
