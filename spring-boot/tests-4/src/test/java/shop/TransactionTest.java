package shop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.coroutines4j.Async;
import org.coroutines4j.ServiceScope;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Guards that a task that is started under a transaction is noticed. In a package of its own: code
 * of this project does not count as the code that starts a task.
 */
@ExtendWith(OutputCaptureExtension.class)
class TransactionTest {
  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  static class Application {}

  private static ConfigurableApplicationContext start(String rule) {
    return new SpringApplicationBuilder(Application.class)
        .web(WebApplicationType.NONE)
        .run(
            "--spring.main.banner-mode=off",
            "--logging.level.root=warn",
            "--spring.datasource.generate-unique-name=true",
            "--coroutines4j.transactions.in-tasks=" + rule);
  }

  /** An application with a table. */
  private record Running(ConfigurableApplicationContext context) implements AutoCloseable {
    static Running with(String rule) {
      Running running = new Running(start(rule));
      running.jdbc().execute("create table entry (id int)");
      return running;
    }

    JdbcTemplate jdbc() {
      return context.getBean(JdbcTemplate.class);
    }

    ServiceScope scope() {
      return context.getBean(ServiceScope.class);
    }

    TransactionTemplate transaction() {
      return new TransactionTemplate(context.getBean(PlatformTransactionManager.class));
    }

    int entries() {
      return jdbc().queryForObject("select count(*) from entry", Integer.class);
    }

    /** Inserts by a task, and rolls back. */
    void insertByTask() {
      transaction()
          .executeWithoutResult(
              status -> {
                scope().launch(() -> jdbc().update("insert into entry values (1)")).join();
                status.setRollbackOnly();
              });
    }

    @Override
    public void close() {
      context.close();
    }
  }

  private static long count(CapturedOutput output) {
    return output.getAll().lines().filter(line -> line.contains("C4J-911")).count();
  }

  @Test
  void task_underATransaction_isWarnedOf_oncePerSite(CapturedOutput output) {
    try (Running app = Running.with("warn")) {
      for (int i = 0; i < 3; i++) {
        app.insertByTask();
      }
      assertThat(app.entries()).isEqualTo(3); // which is why there is a warning
      assertThat(count(output)).isEqualTo(1);
      assertThat(output.getAll())
          .contains("C4J-911: a task is started at " + TransactionTest.class.getName());
      app.transaction()
          .executeWithoutResult(status -> Async.gather(() -> "here", () -> "and here"));
      assertThat(count(output)).isEqualTo(2);
    }
  }

  @Test
  void task_underATransaction_fails_ifAskedFor(CapturedOutput output) {
    try (Running app = Running.with("fail")) {
      assertThatThrownBy(app::insertByTask)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("is not a part of it");
      assertThat(app.entries()).isZero();
      assertThat(count(output)).isZero();
    }
  }

  @Test
  void task_underATransaction_isFine_ifTheRuleIsOff(CapturedOutput output) {
    try (Running app = Running.with("off")) {
      app.insertByTask();
      assertThat(app.entries()).isEqualTo(1);
      assertThat(count(output)).isZero();
    }
  }

  @Test
  void task_afterTheCommit_isFine(CapturedOutput output) {
    try (Running app = Running.with("fail")) {
      TransactionSynchronization afterCommit =
          new TransactionSynchronization() {
            @Override
            public void afterCommit() {
              app.scope().launch(() -> app.jdbc().update("insert into entry values (1)")).join();
            }
          };
      app.transaction()
          .executeWithoutResult(
              status -> TransactionSynchronizationManager.registerSynchronization(afterCommit));
      assertThat(app.entries()).isEqualTo(1);
      assertThat(count(output)).isZero();
    }
  }

  @Test
  void task_beforeTheCommit_fails() {
    try (Running app = Running.with("fail")) {
      TransactionSynchronization beforeCommit =
          new TransactionSynchronization() {
            @Override
            public void beforeCommit(boolean readOnly) {
              app.scope().launch(() -> {}).join();
            }
          };
      assertThatThrownBy(
              () ->
                  app.transaction()
                      .executeWithoutResult(
                          status ->
                              TransactionSynchronizationManager.registerSynchronization(
                                  beforeCommit)))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("is not a part of it");
    }
  }

  @Test
  void task_inATransactionAfterTheCommit_fails() {
    try (Running app = Running.with("fail")) {
      TransactionTemplate another = app.transaction();
      another.setPropagationBehavior(TransactionTemplate.PROPAGATION_REQUIRES_NEW);
      TransactionSynchronization afterCommit =
          new TransactionSynchronization() {
            @Override
            public void afterCommit() {
              another.executeWithoutResult(status -> app.scope().launch(() -> {}).join());
            }
          };
      assertThatThrownBy(
              () ->
                  app.transaction()
                      .executeWithoutResult(
                          status ->
                              TransactionSynchronizationManager.registerSynchronization(
                                  afterCommit)))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("is not a part of it");
    }
  }

  @Test
  void transaction_insideATask_rollsBack(CapturedOutput output) {
    try (Running app = Running.with("fail")) {
      app.scope()
          .launch(
              () ->
                  app.transaction()
                      .executeWithoutResult(
                          status -> {
                            app.jdbc().update("insert into entry values (1)");
                            status.setRollbackOnly();
                          }))
          .await();
      assertThat(app.entries()).isZero();
      assertThat(count(output)).isZero();
    }
  }
}
