package org.coroutines4j.spring.boot;

import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;

/** Configures the actuator endpoint {@code tasks}. */
@AutoConfiguration
@ConditionalOnProperty(name = "coroutines4j.enabled", matchIfMissing = true)
@ConditionalOnClass(ConditionalOnAvailableEndpoint.class)
@ConditionalOnAvailableEndpoint(TasksEndpoint.class)
public class EndpointAutoConfiguration {
  /** Creates the configuration. */
  public EndpointAutoConfiguration() {}

  /** Returns the endpoint. */
  @Bean
  @ConditionalOnMissingBean
  public TasksEndpoint tasksEndpoint() {
    return new TasksEndpoint();
  }
}
