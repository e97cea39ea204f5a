package org.coroutines4j.spring.boot3;

import org.coroutines4j.ServiceScope;
import org.coroutines4j.spring.ScopeBeans;
import org.coroutines4j.spring.ScopeHealth;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.actuate.autoconfigure.health.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;

/** Configures the health of service scopes for Spring Boot 3.5. */
@AutoConfiguration(afterName = "org.coroutines4j.spring.boot.CoroutinesAutoConfiguration")
@ConditionalOnClass(HealthIndicator.class)
@ConditionalOnBean(ServiceScope.class)
@ConditionalOnProperty(name = "coroutines4j.enabled", matchIfMissing = true)
@ConditionalOnEnabledHealthIndicator("coroutines")
public class ScopeHealthAutoConfiguration {
  /** Creates the configuration. */
  public ScopeHealthAutoConfiguration() {}

  /** Returns the health of all service scopes that have been created as beans. */
  @Bean
  @ConditionalOnMissingBean(name = "coroutinesHealthIndicator")
  public HealthIndicator coroutinesHealthIndicator(ConfigurableListableBeanFactory beans) {
    return () -> {
      ScopeHealth health = ScopeHealth.of(ScopeBeans.created(beans));
      return (health.open() ? Health.up() : Health.outOfService())
          .withDetails(health.details())
          .build();
    };
  }
}
