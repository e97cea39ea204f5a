package org.coroutines4j.spring.boot;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import org.coroutines4j.ServiceScope;
import org.coroutines4j.micrometer.CoroutineMetrics;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;

/**
 * Configures the meters of tasks and of all scopes that are beans. Boot binds them to its registry.
 */
@AutoConfiguration(after = CoroutinesAutoConfiguration.class)
@ConditionalOnProperty(name = "coroutines4j.enabled", matchIfMissing = true)
@ConditionalOnClass({MeterRegistry.class, CoroutineMetrics.class})
public class MetricsAutoConfiguration {
  /** Creates the configuration. */
  public MetricsAutoConfiguration() {}

  /** Returns the meters, to which an application can add its queues, channels and dispatchers. */
  @Bean
  @ConditionalOnMissingBean
  public CoroutineMetrics coroutineMetrics(Map<String, ServiceScope> scopes) {
    CoroutineMetrics metrics = CoroutineMetrics.create();
    scopes.forEach(metrics::scope);
    return metrics;
  }
}
