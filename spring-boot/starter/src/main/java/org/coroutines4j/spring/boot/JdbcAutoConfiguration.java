package org.coroutines4j.spring.boot;

import javax.sql.DataSource;
import org.coroutines4j.jdbc.CoroutineDataSource;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;

/**
 * Configures data sources whose statements end with their task, if asked for. Every {@link
 * DataSource} bean is wrapped, so a bean cannot be injected by the type of its pool then.
 */
@AutoConfiguration
@ConditionalOnProperty(name = "coroutines4j.enabled", matchIfMissing = true)
public class JdbcAutoConfiguration {
  /** Creates the configuration. */
  public JdbcAutoConfiguration() {}

  /** Returns what wraps the data sources. */
  @Bean
  @ConditionalOnProperty(name = "coroutines4j.jdbc.enabled")
  public static BeanPostProcessor coroutineDataSources() {
    return new BeanPostProcessor() {
      @Override
      public Object postProcessAfterInitialization(Object bean, String name) {
        return bean instanceof DataSource source && !(bean instanceof CoroutineDataSource)
            ? CoroutineDataSource.of(source)
            : bean;
      }
    };
  }
}
