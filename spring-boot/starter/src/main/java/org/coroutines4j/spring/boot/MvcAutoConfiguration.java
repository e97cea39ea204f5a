package org.coroutines4j.spring.boot;

import java.util.ArrayList;
import java.util.List;
import org.coroutines4j.spring.web.ClientWatch;
import org.coroutines4j.spring.web.CoroutineReactiveRegistry;
import org.coroutines4j.spring.web.OpenStreams;
import org.coroutines4j.spring.web.RequestBodyResolver;
import org.coroutines4j.spring.web.TomcatClientWatch;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerAdapter;

/** Configures tasks and flows as values of controllers of Spring MVC. */
@AutoConfiguration
@ConditionalOnProperty(name = "coroutines4j.enabled", matchIfMissing = true)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnClass(RequestMappingHandlerAdapter.class)
@Import(WebConfiguration.class)
public class MvcAutoConfiguration {
  /** Creates the configuration. */
  public MvcAutoConfiguration() {}

  /** Configures how Tomcat's clients are watched. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass(name = "org.apache.catalina.connector.RequestFacade")
  static class TomcatConfiguration {
    /** Returns the watch for clients that leave while they wait for a task. */
    @Bean
    @ConditionalOnMissingBean(ClientWatch.class)
    TomcatClientWatch clientWatch(CoroutinesProperties properties) {
      return new TomcatClientWatch(properties.web().clientCheckInterval());
    }
  }

  /**
   * Returns the post-processor that adds tasks and flows to the types that the controllers may use.
   */
  @Bean
  public static BeanPostProcessor coroutineHandlerAdapters(
      ObjectProvider<OpenStreams> streams, ObjectProvider<ClientWatch> clients) {
    return new HandlerAdapters(streams, clients);
  }

  private static final class HandlerAdapters implements BeanPostProcessor {
    private final ObjectProvider<OpenStreams> streams;
    private final ObjectProvider<ClientWatch> clients;

    HandlerAdapters(ObjectProvider<OpenStreams> streams, ObjectProvider<ClientWatch> clients) {
      this.streams = streams;
      this.clients = clients;
    }

    @Override
    public Object postProcessBeforeInitialization(Object bean, String name) {
      if (bean instanceof RequestMappingHandlerAdapter adapter) {
        adapter.setReactiveAdapterRegistry(
            new CoroutineReactiveRegistry(
                streams.getObject(), clients.getIfAvailable(ClientWatch::none)));
      }
      return bean;
    }

    @Override
    public Object postProcessAfterInitialization(Object bean, String name) {
      if (bean instanceof RequestMappingHandlerAdapter adapter) {
        List<HandlerMethodArgumentResolver> resolvers = new ArrayList<>();
        resolvers.add(new RequestBodyResolver(adapter.getMessageConverters()));
        List<HandlerMethodArgumentResolver> others = adapter.getArgumentResolvers();
        if (others != null) {
          resolvers.addAll(others);
        }
        adapter.setArgumentResolvers(resolvers);
      }
      return bean;
    }
  }
}
