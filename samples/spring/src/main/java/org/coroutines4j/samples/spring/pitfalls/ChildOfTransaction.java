package org.coroutines4j.samples.spring.pitfalls;

import static org.coroutines4j.Async.run;

import java.util.List;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/** Shows that a task which is started in a transaction is not a part of it. */
@EnableAutoConfiguration
public class ChildOfTransaction {
  /** Notes in the database. */
  static class Notes {
    private final JdbcTemplate jdbc;
    private final TransactionTemplate transactions;

    Notes(JdbcTemplate jdbc, TransactionTemplate transactions) {
      this.jdbc = jdbc;
      this.transactions = transactions;
    }

    // region wrong
    @Transactional
    void wrong() {
      write("by the method");
      run(scope -> scope.launch(() -> write("by its task"))); // on another connection
      throw new IllegalStateException("roll back");
    }

    // endregion

    // region right
    void right() {
      run(
          scope ->
              scope.launch(
                  () ->
                      transactions.executeWithoutResult(
                          transaction -> { // all of it on the thread of the task
                            write("by the task");
                            write("by the task again");
                            throw new IllegalStateException("roll back");
                          })));
    }

    // endregion

    private void write(String text) {
      jdbc.update("insert into notes (text) values (?)", text);
    }

    List<String> all() {
      return jdbc.queryForList("select text from notes", String.class);
    }
  }

  /** Prints what is left of both. */
  public static void main(String[] args) {
    try (ConfigurableApplicationContext context =
        new SpringApplicationBuilder(ChildOfTransaction.class, Notes.class)
            .web(WebApplicationType.NONE)
            .properties("logging.threshold.console=off")
            .run("--spring.datasource.url=jdbc:h2:mem:notes")) {
      context.getBean(JdbcTemplate.class).execute("create table notes (text varchar(100))");
      Notes notes = context.getBean(Notes.class);
      ignoreFailure(notes::wrong);
      System.out.println("left by the wrong one: " + notes.all());
      context.getBean(JdbcTemplate.class).execute("delete from notes");
      ignoreFailure(notes::right);
      System.out.println("left by the right one: " + notes.all());
    }
  }

  private static void ignoreFailure(Runnable action) {
    try {
      action.run();
    } catch (RuntimeException e) {
      // it was rolled back on purpose
    }
  }
}
