package org.coroutines4j.kotlin.badinput;

import kotlin.coroutines.EmptyCoroutineContext;
import kotlinx.coroutines.CompletableDeferredKt;
import kotlinx.coroutines.CoroutineScope;
import kotlinx.coroutines.Deferred;
import kotlinx.coroutines.Dispatchers;
import kotlinx.coroutines.GlobalScope;
import kotlinx.coroutines.Job;
import kotlinx.coroutines.JobKt;
import org.coroutines4j.Async;
import org.coroutines4j.Task;
import org.coroutines4j.TaskScope;
import org.coroutines4j.Tasks;
import org.coroutines4j.kotlin.KotlinInterop;
import org.coroutines4j.kotlin.ScopesKt;
import org.coroutines4j.kotlin.TasksKt;

/** Tasks, scopes and contexts. */
final class TasksTable extends Table {
  TasksTable() {
    tasks();
    scopes();
    contexts();
  }

  private void tasks() {
    method(KotlinInterop.class, "fromDeferred")
        .nulls("deferred", () -> KotlinInterop.fromDeferred(null));
    method(KotlinInterop.class, "fromJob").nulls("job", () -> KotlinInterop.fromJob(null));
    method(TasksKt.class, "asTask", Deferred.class)
        .nulls("<this>", () -> TasksKt.asTask((Deferred<?>) null));
    method(TasksKt.class, "asTask", Job.class).nulls("<this>", () -> TasksKt.asTask((Job) null));

    method(KotlinInterop.class, "toDeferred")
        .nulls("task", () -> KotlinInterop.toDeferred(null))
        .rejects("a mock", () -> KotlinInterop.toDeferred(mock()), "the user's own", "TaskScope")
        .rejects("a Job", () -> KotlinInterop.toDeferred(job()), "without a value", "toJob")
        .rejects("a block", () -> KotlinInterop.toDeferred(block()), "without a value", "Task '");
    method(TasksKt.class, "asDeferred")
        .nulls("<this>", () -> TasksKt.asDeferred(null))
        .rejects("a mock", () -> TasksKt.asDeferred(mock()), "the user's own", "TaskScope")
        .rejects("a Job", () -> TasksKt.asDeferred(job()), "Job without a value", "Task '");
    method(KotlinInterop.class, "toJob")
        .nulls("task", () -> KotlinInterop.toJob(null))
        .rejects("a mock", () -> KotlinInterop.toJob(mock()), "the user's own", "TaskScope");
    method(TasksKt.class, "asJob")
        .nulls("<this>", () -> TasksKt.asJob(null))
        .rejects("a mock", () -> TasksKt.asJob(mock()), "the user's own", "TaskScope");
  }

  private static Task<?> mock() {
    return Foreign.of(Task.class);
  }

  private static Task<?> job() {
    return KotlinInterop.fromJob(JobKt.Job(null));
  }

  /** What stands for a block of a plain thread. */
  private static Task<?> block() {
    return Async.<Task<?>>call(scope -> Tasks.current());
  }

  private void scopes() {
    CoroutineScope global = GlobalScope.INSTANCE;
    method(KotlinInterop.class, "fromScope")
        .nulls("scope", () -> KotlinInterop.fromScope(null))
        .rejects("no Job", () -> KotlinInterop.fromScope(global), "no Job", "GlobalScope");
    method(ScopesKt.class, "asTaskScope")
        .nulls("<this>", () -> ScopesKt.asTaskScope(null))
        .rejects("no Job", () -> ScopesKt.asTaskScope(global), "no Job", "GlobalScope");
    TaskScope foreign = Foreign.of(TaskScope.class);
    method(KotlinInterop.class, "toScope")
        .nulls("scope", () -> KotlinInterop.toScope(null))
        .rejects("a mock", () -> KotlinInterop.toScope(foreign), "coroutines4j", "the user's own");
    method(ScopesKt.class, "asCoroutineScope")
        .nulls("<this>", () -> ScopesKt.asCoroutineScope(null))
        .rejects(
            "a mock", () -> ScopesKt.asCoroutineScope(foreign), "coroutines4j", "the user's own");
  }

  private void contexts() {
    Deferred<?> deferred = CompletableDeferredKt.CompletableDeferred(1);
    EmptyCoroutineContext empty = EmptyCoroutineContext.INSTANCE;
    method(KotlinInterop.class, "contextElement")
        .nulls("context", () -> KotlinInterop.contextElement(null))
        .rejects("a Job", () -> KotlinInterop.contextElement(deferred), "a Job or a dispatcher")
        .rejects(
            "a dispatcher",
            () -> KotlinInterop.contextElement(empty.plus(Dispatchers.getDefault())),
            "a Job or a dispatcher",
            "Dispatchers.Default");
    method(ScopesKt.class, "asContextElement")
        .nulls("<this>", () -> ScopesKt.asContextElement(null))
        .rejects("a Job", () -> ScopesKt.asContextElement(deferred), "a Job or a dispatcher");
  }
}
