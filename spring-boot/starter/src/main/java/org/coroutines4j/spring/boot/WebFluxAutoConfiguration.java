package org.coroutines4j.spring.boot;

import org.coroutines4j.spring.web.ClientWatch;
import org.coroutines4j.spring.web.CoroutineReactiveTypes;
import org.coroutines4j.spring.web.OpenStreams;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.ReactiveAdapterRegistry;

/** Configures tasks and flows as values of controllers of Spring WebFlux. */
@AutoConfiguration
@ConditionalOnProperty(name = "coroutines4j.enabled", matchIfMissing = true)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
@Import(WebConfiguration.class)
public class WebFluxAutoConfiguration {
  /** Creates the configuration. */
  public WebFluxAutoConfiguration() {}

  /**
   * Returns the post-processor that adds tasks and flows to the types that the controllers may use.
   */
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
