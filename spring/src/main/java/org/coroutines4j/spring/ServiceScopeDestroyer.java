package org.coroutines4j.spring;

import java.time.Duration;
import org.coroutines4j.ServiceScope;
import org.springframework.beans.factory.config.DestructionAwareBeanPostProcessor;
import org.springframework.beans.factory.support.MergedBeanDefinitionPostProcessor;
import org.springframework.beans.factory.support.RootBeanDefinition;

/**
 * Closes a scope that is a bean when the bean is destroyed, unless {@link ServiceScopeLifecycle}
 * has closed it: one of an application that failed to start, or one that was created during the
 * drain. Spring itself would call {@link ServiceScope#close()}, which waits ten seconds more for a
 * task that nothing stops. A destroy method that the bean definition names is left as it is.
 */
public final class ServiceScopeDestroyer
    implements MergedBeanDefinitionPostProcessor, DestructionAwareBeanPostProcessor {
  private static final Duration GRACE = Duration.ofSeconds(2);

  /** Creates the post-processor. */
  public ServiceScopeDestroyer() {}

  @Override
  public void postProcessMergedBeanDefinition(
      RootBeanDefinition definition, Class<?> type, String name) {
    String method = definition.getDestroyMethodName();
    if (ServiceScope.class.isAssignableFrom(type)
        && (method == null || method.equals(RootBeanDefinition.INFER_METHOD))) {
      definition.setDestroyMethodName("");
    }
  }

  @Override
  public boolean requiresDestruction(Object bean) {
    return bean instanceof ServiceScope;
  }

  @Override
  public void postProcessBeforeDestruction(Object bean, String name) {
    if (bean instanceof ServiceScope scope && scope.isActive()) {
      scope.close(GRACE);
    }
  }
}
