package org.coroutines4j.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.coroutines4j.Async.run;
import static org.coroutines4j.Async.taskScope;

import java.util.ArrayList;
import java.util.List;
import org.coroutines4j.Task;
import org.coroutines4j.TaskScope;
import org.coroutines4j.testkit.Poll;
import org.junit.jupiter.api.Test;

/** What a deep tree needs, a thread for each cancellation, is not needed when it has ended. */
class DeepTreeEndedTest {
  private static int chain(int depth) {
    return depth == 0 ? 0 : taskScope().call(scope -> scope.async(() -> chain(depth - 1)).await());
  }

  /** The thread on which a task that never ran is cancelled. */
  private static Thread canceller(TaskScope scope) {
    List<Thread> threads = new ArrayList<>();
    Task<?> task = scope.lazily().launch(() -> {});
    task.onCompletion(outcome -> threads.add(Thread.currentThread()));
    task.cancel();
    return threads.get(0);
  }

  @Test
  void cancellation_needsAThread_whileTheTreeIsDeepOnly() {
    run(
        scope -> {
          assertThat(chain(300)).isZero();
          // the last of the deep Jobs may be a moment from its end
          Poll.until(() -> canceller(scope) == Thread.currentThread());
          Thread[] whileDeep = new Thread[1];
          deep(300, () -> whileDeep[0] = canceller(scope));
          assertThat(whileDeep[0].getName()).isEqualTo("coroutines4j-deep");
        });
  }

  private static void deep(int depth, Runnable leaf) {
    if (depth == 0) {
      leaf.run();
    } else {
      taskScope().run(scope -> scope.launch(() -> deep(depth - 1, leaf)));
    }
  }
}
