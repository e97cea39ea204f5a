package org.coroutines4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Guards that tasks and scopes end and that no failure is lost if the logger throws. */
class FailingLoggerTest {
  private final IllegalStateException failure = new IllegalStateException("boom");
  private final Logger logger = Logger.getLogger("org.coroutines4j");
  private final Handler full =
      new Handler() {
        @Override
        public void publish(LogRecord logged) {
          throw new IllegalStateException("the disk is full");
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
      };

  @BeforeEach
  void useFailingLogger() {
    logger.setUseParentHandlers(false);
    logger.addHandler(full);
  }

  @AfterEach
  void restoreLogger() {
    logger.removeHandler(full);
    logger.setUseParentHandlers(true);
  }

  private Object fail() {
    throw failure;
  }

  @Test
  void failureThatCannotBeLogged_isThrownByItsBlock() {
    assertThat(catchThrowable(() -> Async.run(scope -> scope.launch(this::fail))))
        .isSameAs(failure);
    assertThat(catchThrowable(() -> Async.run(scope -> scope.async(this::fail)))).isSameAs(failure);
  }

  @Test
  void taskOfAService_endsWithItsFailure() {
    try (ServiceScope scope = ServiceScope.open("shop")) {
      Task<?> task = scope.launch(this::fail);
      task.join();
      assertThat(task.awaitOutcome()).isEqualTo(new Outcome.Failure<>(failure));
    }
  }

  @Test
  void lazyTaskThatWasNeverStarted_isCancelled() {
    Task<?>[] lazy = new Task<?>[1];
    Async.taskScope().run(scope -> lazy[0] = scope.lazily().async(this::fail));
    assertThat(lazy[0].isCancelled()).isTrue();
  }
}
