package org.coroutines4j.spring.boot;

import io.micrometer.context.ContextRegistry;
import java.time.Duration;
import org.coroutines4j.Dispatcher;
import org.coroutines4j.Dispatchers;
import org.coroutines4j.ServiceScope;
import org.coroutines4j.TaskMonitor;
import org.coroutines4j.spring.ContextAccessors;
import org.coroutines4j.spring.ScopeBeans;
import org.coroutines4j.spring.ServiceScopeDestroyer;
import org.coroutines4j.spring.ServiceScopeLifecycle;
import org.coroutines4j.spring.TransactionCheck;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Fallback;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.env.Environment;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Configures the default scope, its end, and what its tasks see of the code that starts them. */
@AutoConfiguration
@ConditionalOnProperty(name = "coroutines4j.enabled", matchIfMissing = true)
@EnableConfigurationProperties(CoroutinesProperties.class)
public class CoroutinesAutoConfiguration {
  /** The name of the default scope: {@code @Qualifier("applicationScope")}. */
  public static final String SCOPE = "applicationScope";

  /** Creates the configuration. */
  public CoroutinesAutoConfiguration() {}

  /**
   * Returns the default scope. If there are others, they are injected unless it is named. It is
   * created when it is first needed, so that it costs an application nothing that does not use it.
   */
  @Bean(SCOPE)
  @Lazy
  @Fallback
  @ConditionalOnMissingBean(name = SCOPE)
  public ServiceScope applicationScope(CoroutinesProperties properties) {
    CoroutinesProperties.Scope settings = properties.scope();
    ServiceScope.Builder scope =
        ServiceScope.builder(settings.name()).dispatcher(dispatcher(settings.dispatcher()));
    if (settings.maxConcurrent() != null) {
      scope = scope.maxConcurrent(settings.maxConcurrent());
    }
    if (settings.maxQueued() != null) {
      scope = scope.maxQueued(settings.maxQueued());
    }
    return scope.open();
  }

  private static Dispatcher dispatcher(CoroutinesProperties.DispatcherKind kind) {
    return switch (kind) {
      case VIRTUAL -> Dispatchers.virtual();
      case CPU -> Dispatchers.cpu();
      case IO -> Dispatchers.io();
    };
  }

  /** Returns the post-processor that closes scopes which the lifecycle has not closed. */
  @Bean
  public static ServiceScopeDestroyer serviceScopeDestroyer() {
    return new ServiceScopeDestroyer();
  }

  /** Returns the lifecycle that closes all scopes that are beans when the application stops. */
  @Bean
  @ConditionalOnMissingBean
  public ServiceScopeLifecycle serviceScopeLifecycle(
      ConfigurableListableBeanFactory beans, CoroutinesProperties properties, Environment env) {
    Duration grace = properties.scope().grace();
    Duration drain = properties.scope().drain();
    return new ServiceScopeLifecycle(
        () -> ScopeBeans.created(beans).values(),
        drain == null ? restOf(timeoutOfPhase(env), grace) : drain,
        grace);
  }

  /**
   * Returns the listener that lets the console find the tasks of a fat jar, whose classes it cannot
   * load through the system class loader. The listener waits until the application is ready, and
   * registers the monitor on a thread of its own, because that takes some tenths of a second.
   */
  @Bean
  @ConditionalOnProperty(name = "coroutines4j.monitor", matchIfMissing = true)
  public ApplicationListener<ApplicationReadyEvent> taskMonitor() {
    return ready -> {
      if (TaskMonitor.class.getClassLoader() != ClassLoader.getSystemClassLoader()) {
        Thread thread = new Thread(TaskMonitor::register, "coroutines4j-monitor");
        thread.setDaemon(true);
        thread.start();
      }
    };
  }

  private static Duration timeoutOfPhase(Environment env) {
    return Binder.get(env)
        .bind("spring.lifecycle.timeout-per-shutdown-phase", Duration.class)
        .orElse(Duration.ofSeconds(30));
  }

  /** Leaves a second for the tasks to end before Spring goes on. */
  private static Duration restOf(Duration phase, Duration grace) {
    Duration rest = phase.minus(grace).minusSeconds(1);
    return rest.isNegative() ? Duration.ZERO : rest;
  }

  /** Configures what tasks get from the code that starts them. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnProperty(name = "coroutines4j.context.enabled", matchIfMissing = true)
  static class ContextConfiguration {
    ContextConfiguration() {
      ContextAccessors.register(ContextRegistry.getInstance());
    }
  }

  /** Configures what happens to tasks that are started under a transaction. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass(TransactionSynchronizationManager.class)
  static class TransactionConfiguration {
    TransactionConfiguration(CoroutinesProperties properties) {
      TransactionCheck.apply(properties.transactions().inTasks(), ContextRegistry.getInstance());
    }
  }
}
