package org.coroutines4j.badinput;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.Consumer;
import org.coroutines4j.Async;
import org.coroutines4j.Outcome;
import org.coroutines4j.Task;
import org.coroutines4j.TaskCancelledException;
import org.coroutines4j.Tasks;
import org.coroutines4j.function.ThrowingConsumer;

/** {@link Task}: of a scope, and the task that stands for a block outside any task. */
final class TaskTable extends Table {
  TaskTable() {
    waiting();
    cancelling();
    method(Task.class, "start")
        .accepts("after the end", w -> assertThat(w.done.start()).isFalse())
        .accepts("after a cancel", w -> assertThat(unstarted(w).start()).isFalse());
    method(Task.class, "onCompletion", Consumer.class)
        .nulls("handler", w -> w.task.onCompletion(null))
        .nulls("handler", w -> inBlock(block -> block.onCompletion(null)));
    method(Task.class, "toCompletableFuture")
        .throwing(
            "of a cancelled task: the wait for the future tells",
            TaskCancelledException.class,
            w -> Async.await(unstarted(w).toCompletableFuture()),
            "never mind");
    cannotFail(Task.class, "isActive", "isDone", "isCancelled", "name");
  }

  private void waiting() {
    method(Task.class, "await")
        .refuses("itself", w -> w.inTask(() -> Tasks.current().await()), "waits for itself")
        .refuses("its own block", w -> inBlock(Task::await), "waits for itself")
        .throwing(
            "a cancelled task",
            TaskCancelledException.class,
            w -> unstarted(w).await(),
            "never mind")
        .waits(w -> w.task.await())
        .waits(w -> w.done.await());
    method(Task.class, "cancelAndJoin")
        .refuses("itself", w -> w.inTask(() -> Tasks.current().cancelAndJoin()), "waits for itself")
        .waits(w -> w.task.cancelAndJoin());
    method(Task.class, "join")
        .refuses("itself", w -> w.inTask(() -> Tasks.current().join()), "waits for itself")
        .refuses("its own block", w -> inBlock(Task::join), "waits for itself")
        .waits(w -> w.task.join())
        .waits(w -> w.done.join());
    method(Task.class, "awaitOutcome")
        .refuses("itself", w -> w.inTask(() -> Tasks.current().awaitOutcome()), "waits for itself")
        .refuses("its own block", w -> inBlock(Task::awaitOutcome), "waits for itself")
        .accepts("after the end, on a borrowed thread", TaskTable::outcomeOnBorrowedThread)
        .waits(w -> w.task.awaitOutcome());
    method(Task.class, "outcomeNow")
        .refuses("a task that runs", w -> w.task.outcomeNow(), "task", "not done", "awaitOutcome")
        .refuses("a lazy task", w -> lazy(w).outcomeNow(), "not done", "awaitOutcome")
        .refuses("itself", w -> w.inTask(() -> Tasks.current().outcomeNow()), "not done")
        .refuses("its own block", w -> inBlock(Task::outcomeNow), "not done", "awaitOutcome")
        .worksEverywhere(w -> assertThat(w.done.outcomeNow().isSuccess()).isTrue());
  }

  private void cancelling() {
    method(Task.class, "cancel").accepts("after the end", w -> keepsItsValue(w, Task::cancel));
    method(Task.class, "cancel", String.class)
        .nulls("reason", w -> w.task.cancel(null))
        .nulls("reason", w -> inBlock(block -> block.cancel(null)))
        .accepts("after the end", w -> keepsItsValue(w, task -> task.cancel("too late")));
  }

  private static Task<String> unstarted(World w) {
    Task<String> task = lazy(w);
    task.cancel("never mind");
    return task;
  }

  private static Task<String> lazy(World w) {
    return w.scope.lazily().async(w.body());
  }

  private static void outcomeOnBorrowedThread(World w) throws Throwable {
    w.onBorrowedThread(
        () -> assertThat(w.done.awaitOutcome()).isEqualTo(new Outcome.Success<>("done")));
  }

  private static void keepsItsValue(World w, Consumer<Task<String>> late) {
    late.accept(w.done);
    assertThat(w.done.await()).isEqualTo("done");
    assertThat(w.done.isCancelled()).isFalse();
  }

  private static void inBlock(ThrowingConsumer<Task<?>> use) {
    Async.taskScope().run(scope -> use.accept(Tasks.current()));
  }
}
