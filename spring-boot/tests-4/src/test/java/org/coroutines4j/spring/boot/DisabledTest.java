package org.coroutines4j.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

/** Guards that one property leaves nothing of the starter. */
class DisabledTest {
  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  static class Application {}

  private static Set<Thread> threads() {
    return Thread.getAllStackTraces().keySet();
  }

  private static List<String> ours(ConfigurableApplicationContext context) {
    return Stream.of(context.getBeanDefinitionNames())
        .filter(
            name -> {
              Class<?> type = context.getType(name);
              return type != null
                  && type.getName().startsWith("org.coroutines4j.")
                  && !type.getName().startsWith(DisabledTest.class.getName());
            })
        .toList();
  }

  @Test
  void disabledStarter_hasNoBeanAndNoThread() {
    Set<Thread> before = threads();
    try (ConfigurableApplicationContext context =
        Stack.MVC.start(Application.class, "coroutines4j.enabled=false")) {
      assertThat(ours(context)).isEmpty();
      assertThat(
              threads().stream()
                  .filter(thread -> !before.contains(thread))
                  .map(Thread::getName)
                  .collect(Collectors.toSet()))
          .noneMatch(name -> name.contains("coroutines4j"));
    }
  }

  @Test
  void enabledStarter_hasBeans() {
    try (ConfigurableApplicationContext context = Stack.MVC.start(Application.class)) {
      assertThat(ours(context)).contains("applicationScope", "serviceScopeLifecycle");
    }
  }
}
