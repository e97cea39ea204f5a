package org.coroutines4j.guide.pitfalls;

// region imports
import static java.time.Duration.ofMillis;
import static org.coroutines4j.Async.taskScope;
import static org.coroutines4j.Async.withTimeoutOrEmpty;

import org.coroutines4j.ServiceScope;
import org.coroutines4j.Task;

// endregion

/** Runs parts of a task in the limited scope of the task itself, and in a block of its own. */
public final class FullOfItself {
  private FullOfItself() {}

  /** Runs the programs of the page. */
  public static void main(String[] args) {
    // region wrong
    try (ServiceScope requests =
        ServiceScope.builder("requests").maxConcurrent(1).maxQueued(10).open()) {
      Task<String> page =
          requests.async(
              () -> {
                Task<String> part = requests.async(() -> "part"); // queued behind this task
                return withTimeoutOrEmpty(ofMillis(100), () -> part.await()).orElse("no part");
              });
      System.out.println("in the limited scope: " + page.await());
    }
    // endregion
    // region right
    try (ServiceScope requests =
        ServiceScope.builder("requests").maxConcurrent(1).maxQueued(10).open()) {
      Task<String> page =
          requests.async(
              () ->
                  taskScope() // of this task: the limit counts the task, and not its parts
                      .call(
                          parts -> {
                            Task<String> part = parts.async(() -> "part");
                            return part.await();
                          }));
      System.out.println("in a block of the task: " + page.await());
    }
    // endregion
  }
}
