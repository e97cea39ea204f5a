package org.coroutines4j.spring;

import java.util.Map;
import java.util.TreeMap;
import org.coroutines4j.ServiceScope;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

/** Finds the service scopes of an application that exist, and creates none. */
public final class ScopeBeans {
  private ScopeBeans() {}

  /** Returns the scopes that have been created as beans, by their names. */
  public static Map<String, ServiceScope> created(ConfigurableListableBeanFactory beans) {
    Map<String, ServiceScope> scopes = new TreeMap<>();
    for (String name : beans.getBeanNamesForType(ServiceScope.class, false, false)) {
      if (beans.containsSingleton(name)) {
        scopes.put(name, beans.getBean(name, ServiceScope.class));
      }
    }
    return scopes;
  }
}
