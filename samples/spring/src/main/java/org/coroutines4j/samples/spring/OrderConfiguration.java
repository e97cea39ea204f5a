package org.coroutines4j.samples.spring;

import org.coroutines4j.ServiceScope;
import org.coroutines4j.channels.AsyncQueue;
import org.coroutines4j.micrometer.CoroutineMetrics;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

// region configuration
/** Configures the queue of accepted orders, and the scope of its workers. */
@Configuration(proxyBeanMethods = false)
class OrderConfiguration {
  @Bean
  ServiceScope orderScope() { // the starter closes it, and shows it in metrics and health
    return ServiceScope.open("orders");
  }

  @Bean
  AsyncQueue<Order> orderQueue(ShopProperties properties, CoroutineMetrics metrics) {
    AsyncQueue<Order> queue = AsyncQueue.fifo(properties.queue());
    metrics.queue("orders", queue);
    return queue;
  }
}
// endregion
