package org.coroutines4j.spring.boot;

import static java.time.Duration.ofHours;
import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.coroutines4j.Async;
import org.coroutines4j.ServiceScope;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Guards what happens to the scopes of an application that stops. */
@ExtendWith(OutputCaptureExtension.class)
class LifecycleTest {
  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  static class Application {}

  @Configuration(proxyBeanMethods = false)
  @Import(Application.class)
  static class WithAnotherScope {
    @Bean
    ServiceScope orders() {
      return ServiceScope.open("orders");
    }

    @Bean
    String injected(ServiceScope any, @Qualifier("applicationScope") ServiceScope named) {
      return any + " " + named;
    }
  }

  @Configuration(proxyBeanMethods = false)
  @Import(Application.class)
  static class Broken {
    static ServiceScope scope;

    @Bean
    String broken(ServiceScope scope) {
      Broken.scope = scope;
      var unused = scope.launch(() -> Async.delay(ofHours(1)));
      throw new IllegalStateException("no such table");
    }
  }

  private static ConfigurableApplicationContext start(Class<?> application, String... properties) {
    return new SpringApplicationBuilder(application)
        .web(WebApplicationType.NONE)
        .properties("spring.main.banner-mode=off", "logging.level.root=warn")
        .run(java.util.Arrays.stream(properties).map(each -> "--" + each).toArray(String[]::new));
  }

  @Test
  void tasks_runOnUntilTheDrainIsOver(CapturedOutput output) {
    ConfigurableApplicationContext context =
        start(
            Application.class,
            "coroutines4j.scope.max-concurrent=1",
            "coroutines4j.scope.max-queued=10");
    ServiceScope scope = context.getBean(ServiceScope.class);
    AtomicInteger done = new AtomicInteger();
    for (int i = 0; i < 11; i++) {
      scope.launch(
          () -> {
            Async.delay(ofMillis(5));
            done.incrementAndGet();
          });
    }
    context.close();
    assertThat(done).hasValue(11);
    assertThat(output.getAll()).doesNotContain("C4J");
  }

  @Test
  void tasks_thatDoNotEnd_areCancelledAndNamed(CapturedOutput output) {
    ConfigurableApplicationContext context =
        start(
            Application.class, "coroutines4j.scope.name=orders", "coroutines4j.scope.drain=100ms");
    ServiceScope scope = context.getBean(ServiceScope.class);
    var task = scope.named("endless").launch(() -> Async.delay(ofHours(1)));
    context.close();
    assertThat(task.isCancelled()).isTrue();
    assertThat(output.getAll()).contains("C4J-2").contains("endless").contains("orders");
  }

  @Test
  void task_thatNothingStops_doesNotHoldUpTheStop(CapturedOutput output) {
    ConfigurableApplicationContext context =
        start(Application.class, "coroutines4j.scope.drain=0s", "coroutines4j.scope.grace=100ms");
    CountDownLatch over = new CountDownLatch(1);
    var stuck =
        context
            .getBean(ServiceScope.class)
            .named("stuck")
            .launch(
                () -> {
                  while (over.getCount() > 0) {
                    Thread.onSpinWait();
                  }
                });
    long begin = System.nanoTime();
    context.close();
    long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begin);
    over.countDown();
    stuck.join();
    assertThat(seconds).as("and not the ten seconds of close()").isLessThan(5);
    assertThat(output.getAll()).contains("C4J-202").contains("stuck");
  }

  @Test
  void scope_ofAnApplicationThatDoesNotStart_isClosed() {
    assertThatThrownBy(() -> start(Broken.class)).hasRootCauseMessage("no such table");
    assertThat(Broken.scope.isActive()).isFalse();
  }

  @Test
  void scopesOfTheApplication_areClosedToo_andInjectedFirst() {
    ConfigurableApplicationContext context = start(WithAnotherScope.class);
    ServiceScope orders = context.getBean("orders", ServiceScope.class);
    ServiceScope standard = context.getBean("applicationScope", ServiceScope.class);
    assertThat(context.getBean("injected")).isEqualTo(orders + " " + standard);
    AtomicInteger done = new AtomicInteger();
    orders.launch(
        () -> {
          Async.delay(ofMillis(50));
          done.incrementAndGet();
        });
    context.close();
    assertThat(done).hasValue(1);
    assertThat(orders.isActive()).isFalse();
    assertThat(standard.isActive()).isFalse();
  }
}
