package org.coroutines4j.spring.boot;

import org.coroutines4j.spring.ScheduledTaskMethods;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.scheduling.annotation.ScheduledAnnotationBeanPostProcessor;

/** Configures {@code @Scheduled} methods that return tasks. */
@AutoConfiguration
@ConditionalOnProperty(name = "coroutines4j.enabled", matchIfMissing = true)
public class SchedulingAutoConfiguration {
  /** Creates the configuration. */
  public SchedulingAutoConfiguration() {}

  /**
   * Returns the post-processor that replaces Spring's processor of {@code @Scheduled}, if there is
   * one.
   */
  @Bean
  public static BeanFactoryPostProcessor scheduledTaskMethods() {
    return beans -> {
      // By type: the name of Spring's processor is not the same in Spring 6 and 7.
      for (String name :
          beans.getBeanNamesForType(ScheduledAnnotationBeanPostProcessor.class, false, false)) {
        replace((BeanDefinitionRegistry) beans, name);
      }
    };
  }

  private static void replace(BeanDefinitionRegistry registry, String name) {
    RootBeanDefinition ours = new RootBeanDefinition(ScheduledTaskMethods.class);
    ours.setRole(BeanDefinition.ROLE_INFRASTRUCTURE);
    registry.removeBeanDefinition(name);
    registry.registerBeanDefinition(name, ours);
  }
}
