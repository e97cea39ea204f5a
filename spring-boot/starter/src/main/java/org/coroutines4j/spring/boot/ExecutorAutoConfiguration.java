package org.coroutines4j.spring.boot;

import java.util.concurrent.Executor;
import org.coroutines4j.ServiceScope;
import org.coroutines4j.spring.ScopeTaskExecutor;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.task.TaskExecutionAutoConfiguration;
import org.springframework.context.annotation.Bean;

/** Configures {@code @Async} methods and Spring MVC to run as tasks of the default scope. */
@AutoConfiguration(
    before = TaskExecutionAutoConfiguration.class,
    after = CoroutinesAutoConfiguration.class)
@ConditionalOnProperty(
    name = {"coroutines4j.enabled", "coroutines4j.executor.enabled"},
    matchIfMissing = true)
public class ExecutorAutoConfiguration {
  /** Creates the configuration. */
  public ExecutorAutoConfiguration() {}

  /** Returns the executor, under the names by which Spring looks for one. */
  @Bean(name = {"applicationTaskExecutor", "taskExecutor"})
  @ConditionalOnMissingBean(Executor.class)
  public ScopeTaskExecutor applicationTaskExecutor(
      @Qualifier(CoroutinesAutoConfiguration.SCOPE) ObjectProvider<ServiceScope> scope) {
    return new ScopeTaskExecutor(scope::getObject);
  }
}
