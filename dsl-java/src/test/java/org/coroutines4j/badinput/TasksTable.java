package org.coroutines4j.badinput;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.coroutines4j.Task;
import org.coroutines4j.Tasks;
import org.coroutines4j.WaitUntil;

/** {@link Tasks}. */
final class TasksTable extends Table {
  private static final Collection<Task<String>> NO_TASKS = null;

  TasksTable() {
    awaitAll();
    method(Tasks.class, "awaitAllSettled", Collection.class)
        .nulls("tasks", w -> Tasks.awaitAllSettled(NO_TASKS))
        .nulls("tasks[1]", w -> Tasks.awaitAllSettled(Arrays.asList(w.task, null)))
        .rejects("tasks of a foreign class", w -> Tasks.awaitAllSettled(foreign()), "TaskScope")
        .refuses("itself", w -> w.inTask(() -> Tasks.awaitAllSettled(self())), "waits for itself")
        .waits(w -> Tasks.awaitAllSettled(List.of(w.task)));
    waitUntil();
    asCompleted();
    cannotFail(Tasks.class, "isInTask");
    method(Tasks.class, "current").refuses("outside any task", w -> Tasks.current(), "Async.run");
  }

  private void awaitAll() {
    method(Tasks.class, "awaitAll", Collection.class)
        .nulls("tasks", w -> Tasks.awaitAll(NO_TASKS))
        .nulls("tasks[1]", w -> Tasks.awaitAll(Arrays.asList(w.task, null)))
        .rejects("tasks of a foreign class", w -> Tasks.awaitAll(foreign()), "TaskScope")
        .refuses("itself", w -> w.inTask(() -> Tasks.awaitAll(self())), "waits for itself")
        .waits(w -> Tasks.awaitAll(List.of(w.task)))
        .waits(w -> Tasks.awaitAll(List.<Task<String>>of()));
    method(Tasks.class, "awaitAll", Task[].class)
        .nulls("tasks", w -> Tasks.awaitAll((Task<String>[]) null))
        .nulls("tasks[1]", w -> Tasks.awaitAll(w.task, null))
        .waits(w -> Tasks.awaitAll(w.task));
  }

  private void waitUntil() {
    WaitUntil all = WaitUntil.ALL_COMPLETED;
    method(Tasks.class, "waitUntil", WaitUntil.class, Collection.class)
        .nulls("tasks", w -> Tasks.waitUntil(all, NO_TASKS))
        .nulls("tasks[1]", w -> Tasks.waitUntil(all, Arrays.asList(w.task, null)))
        .nulls("condition", w -> Tasks.waitUntil(null, List.of(w.task)))
        .rejects("tasks of size 0", w -> Tasks.waitUntil(all, List.<Task<?>>of()), "tasks")
        .rejects("tasks of a foreign class", w -> Tasks.waitUntil(all, foreign()), "TaskScope")
        .refuses("itself", w -> w.inTask(() -> Tasks.waitUntil(all, self())), "waits for itself")
        .waits(w -> Tasks.waitUntil(all, List.of(w.task)));
    method(Tasks.class, "waitUntil", WaitUntil.class, Collection.class, Duration.class)
        .nulls("tasks", w -> Tasks.waitUntil(all, NO_TASKS, World.LONG))
        .nulls("tasks[0]", w -> Tasks.waitUntil(all, Arrays.asList((Task<?>) null), World.LONG))
        .nulls("condition", w -> Tasks.waitUntil(null, List.of(w.task), World.LONG))
        .nulls("timeout", w -> Tasks.waitUntil(all, List.of(w.task), null))
        .rejects(
            "tasks of size 0", w -> Tasks.waitUntil(all, List.<Task<?>>of(), World.LONG), "tasks")
        .accepts("timeout zero: returns at once", w -> isPending(w, Duration.ZERO))
        .accepts("timeout negative: returns at once", w -> isPending(w, World.NEGATIVE))
        .accepts(
            "timeout too large: is none",
            w -> TimeTable.timesOut(() -> isPending(w, World.FOR_EVER)))
        .waits(w -> Tasks.waitUntil(all, List.of(w.task), World.LONG))
        .waits(w -> Tasks.waitUntil(all, List.of(w.task), Duration.ZERO));
  }

  private static void isPending(World w, Duration timeout) {
    assertThat(Tasks.waitUntil(WaitUntil.ALL_COMPLETED, List.of(w.task), timeout).pending())
        .containsExactly(w.task);
  }

  private void asCompleted() {
    method(Tasks.class, "asCompleted", Collection.class)
        .nulls("tasks", w -> Tasks.asCompleted(NO_TASKS))
        .nulls("tasks[1]", w -> Tasks.asCompleted(Arrays.asList(w.task, null)))
        .rejects("tasks of a foreign class", w -> Tasks.asCompleted(foreign()), "TaskScope")
        .refuses("itself", w -> w.inTask(() -> next(self())), "waits for itself")
        .throwing(
            "more than there are", NoSuchElementException.class, w -> next(List.of()), "all tasks")
        .waits(w -> next(List.of(w.task)));
  }

  private static void next(Collection<? extends Task<?>> tasks) {
    Iterator<? extends Task<?>> iterator = Tasks.asCompleted(tasks).iterator();
    iterator.next();
  }

  private static List<Task<?>> self() {
    return List.of(Tasks.current());
  }

  /** Of a class of the user's. */
  private static List<Task<?>> foreign() {
    return List.of(SelectTable.<Task<?>>foreign(Task.class));
  }
}
