package org.coroutines4j.samples.spring;

// region imports
import org.coroutines4j.ServiceScope;
import org.coroutines4j.Task;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

// endregion

/** Logs now and then what the shop has sold. */
@Component
class SalesReport {
  private static final Logger LOG = LoggerFactory.getLogger(SalesReport.class);

  private final ServiceScope scope;
  private final OrderStore store;

  SalesReport(@Qualifier("applicationScope") ServiceScope scope, OrderStore store) {
    this.scope = scope;
    this.store = store;
  }

  // region scheduled
  /** The delay begins when the task has ended. */
  @Scheduled(initialDelayString = "${shop.report-delay:1m}", fixedDelayString = "1m")
  Task<?> report() {
    return scope
        .named("sales report")
        .launch(() -> LOG.info("{} orders, {} items", store.count(), store.sold()));
  }
  // endregion
}
