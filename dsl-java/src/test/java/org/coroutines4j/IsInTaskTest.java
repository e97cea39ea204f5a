package org.coroutines4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.coroutines4j.Async.run;
import static org.coroutines4j.Async.taskScope;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/** Guards which code counts as the code of a task or block. */
class IsInTaskTest {
  @Test
  void code_outsideAnyBlock_isInNone() {
    assertThat(Tasks.isInTask()).isFalse();
    run(scope -> {});
    assertThat(Tasks.isInTask()).isFalse();
  }

  @Test
  void code_ofBlocksAndTasks_isInOne() {
    run(
        scope -> {
          assertThat(Tasks.isInTask()).isTrue();
          assertThat(scope.async(Tasks::isInTask).await()).isTrue();
        });
  }

  @Test
  void code_onAnExecutorOfTheUser_isInOneOnlyIfATaskRunsThere() throws Exception {
    ExecutorService executor = Executors.newSingleThreadExecutor();
    try {
      boolean inTask =
          taskScope()
              .call(scope -> scope.on(Dispatchers.from(executor)).async(Tasks::isInTask).await());
      assertThat(inTask).isTrue();
      assertThat(executor.submit(() -> Tasks.isInTask()).get()).isFalse();
    } finally {
      executor.shutdown();
    }
  }
}
