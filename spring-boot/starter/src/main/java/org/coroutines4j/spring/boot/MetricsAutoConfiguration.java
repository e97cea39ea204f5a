package org.coroutines4j.spring.boot;

import io.micrometer.core.instrument.MeterRegistry;
import org.coroutines4j.ServiceScope;
import org.coroutines4j.micrometer.CoroutineMetrics;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
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
  public static CoroutineMetrics coroutineMetrics() {
    return CoroutineMetrics.create();
  }

  /** Returns the post-processor that adds each scope to the meters when it is created. */
  @Bean
  public static BeanPostProcessor scopeMetrics(
      ObjectProvider<CoroutineMetrics> metrics, BeanFactory beans) {
    return new BeanPostProcessor() {
      private boolean isSingleton(String name) {
        return beans.containsBean(name) && beans.isSingleton(name);
      }

      @Override
      public Object postProcessAfterInitialization(Object bean, String name) {
        if (bean instanceof ServiceScope scope && isSingleton(name)) {
          var unused = metrics.getObject().scope(name, scope);
        }
        return bean;
      }
    };
  }
}
