package org.coroutines4j.spring.boot;

import org.coroutines4j.spring.web.ClientWatch;
import org.coroutines4j.spring.web.CoroutineExceptionAdvice;
import org.coroutines4j.spring.web.CoroutineReactiveTypes;
import org.coroutines4j.spring.web.OpenStreams;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.core.ReactiveAdapterRegistry;

/** Configures tasks and flows as values of controllers of Spring WebFlux. */
@AutoConfiguration
@ConditionalOnProperty(name = "coroutines4j.enabled", matchIfMissing = true)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
public class WebFluxAutoConfiguration {
  /** Creates the configuration. */
  public WebFluxAutoConfiguration() {
    // In web applications only: the first look at it loads Reactor.
    CoroutineReactiveTypes.register(ReactiveAdapterRegistry.getSharedInstance());
  }

  /** Returns the answers to requests whose work did not end. */
  @Bean
  @ConditionalOnMissingBean
  public CoroutineExceptionAdvice coroutineExceptionAdvice() {
    return new CoroutineExceptionAdvice();
  }

  /** Returns the flows that are being written to clients. */
  @Bean
  public static OpenStreams openStreams() {
    return new OpenStreams();
  }

  /** Returns what ends them before the web server stops. */
  @Bean
  public OpenStreamsLifecycle openStreamsLifecycle(OpenStreams streams) {
    return new OpenStreamsLifecycle(streams);
  }

  /** Returns what adds tasks and flows to the types that the controllers may use. */
  @Bean
  public static BeanPostProcessor coroutineReactiveTypes(ObjectProvider<OpenStreams> streams) {
    return new BeanPostProcessor() {
      @Override
      public Object postProcessAfterInitialization(Object bean, String name) {
        if (bean instanceof ReactiveAdapterRegistry registry) {
          CoroutineReactiveTypes.register(registry, streams.getObject(), ClientWatch.none());
        }
        return bean;
      }
    };
  }
}
