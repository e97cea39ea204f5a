package org.coroutines4j.spring.boot;

import javax.sql.DataSource;
import org.coroutines4j.jdbc.CoroutineDataSource;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;

/**
 * Configures data sources whose statements end with their task, if asked for. Each pool that is a
 * bean is wrapped, so it cannot be injected by its own type then. A data source of Spring that
 * chooses or decorates another one is not: it decides by the thread that calls it.
 */
@AutoConfiguration
@ConditionalOnProperty(name = "coroutines4j.enabled", matchIfMissing = true)
public class JdbcAutoConfiguration {
  /** Creates the configuration. */
  public JdbcAutoConfiguration() {}

  private static boolean isPool(DataSource source) {
    return !(source instanceof CoroutineDataSource) && !isOfSpring(source.getClass());
  }

  /** By name: spring-jdbc may be absent. */
  private static boolean isOfSpring(Class<?> type) {
    for (Class<?> each = type; each != null; each = each.getSuperclass()) {
      if (each.getName().startsWith("org.springframework.jdbc.datasource.")) {
        return true;
      }
    }
    return false;
  }

  /** Returns the post-processor that wraps the data sources. */
  @Bean
  @ConditionalOnProperty(name = "coroutines4j.jdbc.enabled")
  public static BeanPostProcessor coroutineDataSources() {
    return new BeanPostProcessor() {
      @Override
      public Object postProcessAfterInitialization(Object bean, String name) {
        return bean instanceof DataSource source && isPool(source)
            ? CoroutineDataSource.of(source)
            : bean;
      }
    };
  }
}
