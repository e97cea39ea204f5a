package org.coroutines4j.badinput;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CancellationException;
import org.coroutines4j.Task;
import org.coroutines4j.TaskCancelledException;
import org.coroutines4j.TaskFailedException;
import org.coroutines4j.TimeoutExceededException;
import org.coroutines4j.WaitResult;
import org.coroutines4j.WaitUntil;

/** Exceptions and results of this library that other code has created. */
final class ExceptionsTable extends Table {
  ExceptionsTable() {
    constructor(TimeoutExceededException.class, Duration.class)
        .nulls("limit", w -> new TimeoutExceededException(null))
        .accepts("limit negative", w -> new TimeoutExceededException(World.NEGATIVE));
    constructor(
            TimeoutExceededException.class,
            Duration.class,
            String.class,
            CancellationException.class)
        .nulls("limit", w -> new TimeoutExceededException(null, "", null))
        .nulls("where", w -> new TimeoutExceededException(Duration.ZERO, null, null))
        .accepts("limit negative", w -> new TimeoutExceededException(World.NEGATIVE, "", null))
        .mayBeNull(
            "cancellation",
            w -> assertThat(new TimeoutExceededException(Duration.ZERO, "", null)).hasNoCause());
    constructor(TaskFailedException.class, Throwable.class)
        .nulls("cause", w -> new TaskFailedException(null));
    constructor(TaskFailedException.class, String.class, Throwable.class)
        .nulls("message", w -> new TaskFailedException(null, new Exception("cause")))
        .nulls("cause", w -> new TaskFailedException("message", null));
    constructor(TaskCancelledException.class, String.class, CancellationException.class)
        .nulls("taskName", w -> new TaskCancelledException(null, new CancellationException()))
        .nulls("cause", w -> new TaskCancelledException("name", null));
    method(TaskFailedException.class, "getCause").cannotFail("it only reads a field");
    method(TaskFailedException.class, "unchecked", Throwable.class)
        .nulls("failure", w -> TaskFailedException.unchecked(null))
        .throwing(
            "failure an Error: is thrown",
            StackOverflowError.class,
            w -> TaskFailedException.unchecked(new StackOverflowError("deep")),
            "deep");
    cannotFail(TimeoutExceededException.class, "limit");
    cannotFail(TaskCancelledException.class, "taskName");
    waitResult();
  }

  private void waitResult() {
    constructor(WaitResult.class, Set.class, Set.class)
        .nulls("done", w -> new WaitResult<Task<?>>(null, Set.of()))
        .nulls("done[0]", w -> new WaitResult<>(justNull(), Set.of()))
        .nulls("pending", w -> new WaitResult<Task<?>>(Set.of(), null))
        .nulls("pending[0]", w -> new WaitResult<>(Set.of(), justNull()));
    cannotFail(WaitResult.class, "done", "pending");
    cannotFail(WaitUntil.class, "values");
    method(WaitUntil.class, "valueOf", String.class).cannotFail("made by the compiler");
  }

  private static Set<Task<?>> justNull() {
    return new HashSet<>(Arrays.asList((Task<?>) null));
  }
}
