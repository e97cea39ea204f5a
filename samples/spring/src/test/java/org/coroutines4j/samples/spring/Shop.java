package org.coroutines4j.samples.spring;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** The shop in this JVM, on a port and a database of its own. */
final class Shop implements AutoCloseable {
  private final ConfigurableApplicationContext context;
  final Client client;

  private Shop(ConfigurableApplicationContext context) {
    this.context = context;
    this.client =
        new Client(
            context.getEnvironment().getRequiredProperty("local.server.port", Integer.class));
  }

  /** Starts a shop with {@code properties}, each as {@code name=value}. */
  static Shop with(String... properties) {
    return of(new SpringApplicationBuilder(Main.class), properties);
  }

  /** Starts a shop that has the beans of {@code configuration} as well. */
  static Shop with(Class<?> configuration, String... properties) {
    return of(new SpringApplicationBuilder(Main.class, configuration), properties);
  }

  private static Shop of(SpringApplicationBuilder builder, String... properties) {
    List<String> arguments = new ArrayList<>();
    arguments.add("--server.port=0");
    arguments.add(
        "--spring.datasource.url=jdbc:h2:mem:"
            + UUID.randomUUID()
            + ";DB_CLOSE_ON_EXIT=FALSE;LOCK_TIMEOUT=50000");
    for (String property : properties) {
      arguments.add("--" + property);
    }
    return new Shop(builder.run(arguments.toArray(String[]::new)));
  }

  <T> T bean(Class<T> type) {
    return context.getBean(type);
  }

  /** Waits until {@code condition} holds. */
  static void until(String what, BooleanSupplier condition) throws InterruptedException {
    long begin = System.nanoTime();
    while (!condition.getAsBoolean()) {
      assertThat(since(begin)).as("waiting until " + what).isLessThan(Duration.ofSeconds(50));
      Thread.sleep(5);
    }
  }

  static Duration since(long begin) {
    return Duration.ofNanos(System.nanoTime() - begin);
  }

  @Override
  public void close() {
    context.close();
  }
}
