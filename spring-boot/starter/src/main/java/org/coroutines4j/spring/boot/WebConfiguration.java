package org.coroutines4j.spring.boot;

import org.coroutines4j.spring.web.CoroutineExceptionAdvice;
import org.coroutines4j.spring.web.CoroutineReactiveTypes;
import org.coroutines4j.spring.web.OpenStreams;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.ReactiveAdapterRegistry;

/** Configures what Spring MVC and WebFlux have in common. */
@Configuration(proxyBeanMethods = false)
class WebConfiguration {
  WebConfiguration() {
    // In web applications only: the first use of the registry loads Reactor.
    CoroutineReactiveTypes.register(ReactiveAdapterRegistry.getSharedInstance());
  }

  /** Returns the answers to requests whose work did not end. */
  @Bean
  @ConditionalOnMissingBean
  CoroutineExceptionAdvice coroutineExceptionAdvice() {
    return new CoroutineExceptionAdvice();
  }

  /** Returns the set of flows that are being written to clients. */
  @Bean
  static OpenStreams openStreams() {
    return new OpenStreams();
  }

  /** Returns the lifecycle that ends these flows before the web server stops. */
  @Bean
  OpenStreamsLifecycle openStreamsLifecycle(OpenStreams streams) {
    return new OpenStreamsLifecycle(streams);
  }
}
