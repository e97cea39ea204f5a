package org.coroutines4j.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.coroutines4j.Async.run;
import static org.coroutines4j.Async.taskScope;

import java.util.ArrayList;
import java.util.List;
import org.coroutines4j.Task;
import org.coroutines4j.TaskScope;
import org.junit.jupiter.api.Test;

/**
 * Guards that cancelling a shallow task needs no helper thread even if its tree is, or was, deep.
 */
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
  void shallowTask_isCancelledHere_inADeepTree() {
    run(
        scope -> {
          assertThat(chain(300)).isZero();
          assertThat(canceller(scope)).isSameAs(Thread.currentThread());
          boolean[] isHere = new boolean[2];
          deep(
              300,
              () -> {
                isHere[0] = canceller(scope) == Thread.currentThread(); // a sibling at the top
                isHere[1] = taskScope().call(inner -> canceller(inner) == Thread.currentThread());
              });
          assertThat(isHere).containsExactly(true, true);
        });
  }

  private static void deep(int depth, Runnable foreignThread) {
    if (depth == 0) {
      foreignThread.run();
    } else {
      taskScope().run(scope -> scope.launch(() -> deep(depth - 1, foreignThread)));
    }
  }
}
