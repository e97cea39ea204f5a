package org.coroutines4j.spring.boot;

import org.coroutines4j.spring.ScheduledTaskMethods;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.scheduling.config.TaskManagementConfigUtils;

/** Configures {@code @Scheduled} methods that return tasks. */
@AutoConfiguration
@ConditionalOnProperty(name = "coroutines4j.enabled", matchIfMissing = true)
public class SchedulingAutoConfiguration {
  private static final String PROCESSOR =
      TaskManagementConfigUtils.SCHEDULED_ANNOTATION_PROCESSOR_BEAN_NAME;

  /** Creates the configuration. */
  public SchedulingAutoConfiguration() {}

  /** Returns what replaces Spring's processor of {@code @Scheduled}, where there is one. */
  @Bean
  public static BeanFactoryPostProcessor scheduledTaskMethods() {
    return beans -> {
      if (beans instanceof BeanDefinitionRegistry registry
          && registry.containsBeanDefinition(PROCESSOR)) {
        RootBeanDefinition ours = new RootBeanDefinition(ScheduledTaskMethods.class);
        ours.setRole(BeanDefinition.ROLE_INFRASTRUCTURE);
        registry.removeBeanDefinition(PROCESSOR);
        registry.registerBeanDefinition(PROCESSOR, ours);
      }
    };
  }
}
