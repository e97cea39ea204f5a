package org.coroutines4j.spring.boot;

import io.micrometer.observation.ObservationRegistry;
import org.coroutines4j.micrometer.TaskObservations;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Lazy;

/** Configures an observation for each named task, if asked for. */
@AutoConfiguration(
    afterName = {
      "org.springframework.boot.actuate.autoconfigure.observation.ObservationAutoConfiguration",
      "org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration"
    })
@ConditionalOnProperty(name = "coroutines4j.enabled", matchIfMissing = true)
@ConditionalOnClass({ObservationRegistry.class, TaskObservations.class})
public class ObservationsAutoConfiguration {
  /** Creates the configuration. */
  public ObservationsAutoConfiguration() {}

  /** Returns the observer of tasks, which works until the application stops. */
  @Bean
  @Lazy(false)
  @ConditionalOnBean(ObservationRegistry.class)
  @ConditionalOnProperty(name = "coroutines4j.observations.enabled")
  public TaskObservations taskObservations(ObservationRegistry registry) {
    return TaskObservations.start(registry);
  }
}
