package org.coroutines4j.spring.boot;

import static java.time.Duration.ofHours;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.coroutines4j.Async;
import org.coroutines4j.ServiceScope;
import org.coroutines4j.Task;
import org.coroutines4j.Tasks;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.support.DefaultSingletonBeanRegistry;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.task.AsyncTaskExecutor;
import org.springframework.core.task.TaskRejectedException;
import org.springframework.scheduling.annotation.EnableAsync;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.scheduling.config.ScheduledTaskHolder;

/** Guards that {@code @Async} methods are tasks, and that scheduled methods may return tasks. */
class AsyncMethodsTest {
  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  @EnableAsync
  @EnableScheduling
  @Import({Work.class, Schedules.class})
  static class Application {}

  static class Work {
    final CountDownLatch stopped = new CountDownLatch(1);
    final CountDownLatch begun = new CountDownLatch(1);

    @org.springframework.scheduling.annotation.Async
    CompletableFuture<String> name() {
      return CompletableFuture.completedFuture(Tasks.current().name());
    }

    @org.springframework.scheduling.annotation.Async
    CompletableFuture<String> waiting() {
      begun.countDown();
      try {
        Async.delay(ofHours(1));
        return CompletableFuture.completedFuture("never");
      } finally {
        stopped.countDown();
      }
    }
  }

  static class Schedules {
    private final ServiceScope scope;
    final AtomicInteger running = new AtomicInteger();
    final AtomicInteger most = new AtomicInteger();
    final CountDownLatch runs = new CountDownLatch(3);
    final CountDownLatch plainRuns = new CountDownLatch(3);

    Schedules(ServiceScope scope) {
      this.scope = scope;
    }

    @Scheduled(fixedDelay = 1)
    Task<?> later() {
      return scope.launch(
          () -> {
            most.accumulateAndGet(running.incrementAndGet(), Math::max);
            Async.delay(java.time.Duration.ofMillis(20));
            running.decrementAndGet();
            runs.countDown();
          });
    }

    @Scheduled(fixedDelay = 1)
    void plain() {
      plainRuns.countDown();
    }

    @Scheduled(fixedDelay = 1)
    Task<?> failing() {
      return scope.launch(
          () -> {
            throw new BrokenException("broken schedule");
          });
    }
  }

  private final ConfigurableApplicationContext context =
      new SpringApplicationBuilder(Application.class)
          .web(WebApplicationType.NONE)
          .run("--spring.main.banner-mode=off", "--logging.level.root=off");

  @AfterEach
  void close() {
    context.close();
  }

  @Test
  void asyncMethod_isATask() throws Exception {
    assertThat(context.getBean(Work.class).name().get(10, TimeUnit.SECONDS)).startsWith("task-");
  }

  @Test
  void asyncMethod_isCancelledByItsFuture() throws Exception {
    Work work = context.getBean(Work.class);
    CompletableFuture<String> future = work.waiting();
    Work target = (Work) org.springframework.aop.framework.AopProxyUtils.getSingletonTarget(work);
    assertThat(target.begun.await(10, TimeUnit.SECONDS)).isTrue();
    assertThat(future.cancel(true)).isTrue();
    assertThat(target.stopped.await(10, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void executor_ofAClosedScope_rejects() {
    AsyncTaskExecutor executor =
        context.getBean("applicationTaskExecutor", AsyncTaskExecutor.class);
    context.getBean(ServiceScope.class).close();
    assertThatThrownBy(() -> executor.execute(() -> {}))
        .isInstanceOf(TaskRejectedException.class)
        .hasMessageContaining("application");
    assertThatThrownBy(() -> executor.submit(() -> "x")).isInstanceOf(TaskRejectedException.class);
  }

  @Test
  void scheduledMethod_ofADestroyedBean_runsNoMore() throws Exception {
    Schedules schedules = context.getBean(Schedules.class);
    assertThat(schedules.runs.await(20, TimeUnit.SECONDS)).isTrue();
    ScheduledTaskHolder holder = context.getBean(ScheduledTaskHolder.class);
    assertThat(holder.getScheduledTasks()).hasSize(3);
    ((DefaultSingletonBeanRegistry) context.getBeanFactory())
        .destroySingleton(context.getBeanNamesForType(Schedules.class)[0]);
    assertThat(holder.getScheduledTasks()).isEmpty();
  }

  @Test
  void scheduledMethod_withParameters_isRefusedAtTheStart() {
    assertThatThrownBy(
            () ->
                new SpringApplicationBuilder(WithParameters.class)
                    .web(WebApplicationType.NONE)
                    .run("--spring.main.banner-mode=off", "--logging.level.root=off"))
        .hasStackTraceContaining("WithParameters.later");
  }

  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  @EnableScheduling
  static class WithParameters {
    @Scheduled(fixedDelay = 1)
    Task<?> later(int number) {
      throw new AssertionError(number);
    }
  }

  @Test
  void scheduledMethod_runsUntilItsTaskHasEnded() throws Exception {
    Schedules schedules = context.getBean(Schedules.class);
    assertThat(schedules.runs.await(20, TimeUnit.SECONDS)).isTrue();
    assertThat(schedules.plainRuns.await(20, TimeUnit.SECONDS)).isTrue();
    assertThat(schedules.most).hasValue(1);
  }
}
