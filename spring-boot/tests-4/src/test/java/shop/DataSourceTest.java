package shop;

import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.coroutines4j.Async.withTimeout;

import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import javax.sql.DataSource;
import org.coroutines4j.ServiceScope;
import org.coroutines4j.TimeoutExceededException;
import org.coroutines4j.jdbc.CoroutineDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** Guards that a timeout leaves the database file of an application whole, if asked for. */
class DataSourceTest {
  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  static class Application {}

  @TempDir Path folder;

  private ConfigurableApplicationContext start(boolean enabled) {
    return new SpringApplicationBuilder(Application.class)
        .web(WebApplicationType.NONE)
        .run(
            "--spring.main.banner-mode=off",
            "--logging.level.root=warn",
            "--spring.datasource.url=jdbc:h2:file:" + folder.resolve("shop"),
            "--coroutines4j.scope.dispatcher=cpu",
            "--coroutines4j.jdbc.enabled=" + enabled);
  }

  @Test
  void dataSource_isWrapped_andSurvivesATimeout() throws Exception {
    HikariDataSource pool;
    try (ConfigurableApplicationContext context = start(true)) {
      DataSource source = context.getBean(DataSource.class);
      assertThat(source).isInstanceOf(CoroutineDataSource.class);
      pool = source.unwrap(HikariDataSource.class);
      JdbcTemplate jdbc = context.getBean(JdbcTemplate.class);
      assertThat(jdbc.queryForObject("select 1", Integer.class)).isEqualTo(1); // fills the pool
      var late =
          context
              .getBean(ServiceScope.class)
              .async(
                  () ->
                      withTimeout(
                          ofMillis(500),
                          () ->
                              jdbc.queryForObject(
                                  "select count(*) from system_range(1, 100000000000) where rand() > 2",
                                  Long.class)));
      assertThatThrownBy(late::await).isInstanceOf(TimeoutExceededException.class);
      assertThat(jdbc.queryForObject("select 1", Integer.class)).isEqualTo(1);
      assertThat(pool.isClosed()).isFalse();
    }
    assertThat(pool.isClosed()).isTrue(); // Spring still closes the pool itself
  }

  @Test
  void dataSource_ofSpring_isNotWrapped() {
    try (ConfigurableApplicationContext context = start(true)) {
      BeanPostProcessor wrapper = context.getBean("coroutineDataSources", BeanPostProcessor.class);
      DataSource delegating = new DelegatingDataSource(context.getBean(DataSource.class));
      assertThat(wrapper.postProcessAfterInitialization(delegating, "delegating"))
          .isSameAs(delegating);
    }
  }

  @Test
  void dataSource_isThePool_ifNotAskedFor() {
    try (ConfigurableApplicationContext context = start(false)) {
      assertThat(context.getBean(DataSource.class)).isInstanceOf(HikariDataSource.class);
    }
  }
}
