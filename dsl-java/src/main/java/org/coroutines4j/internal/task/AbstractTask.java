package org.coroutines4j.internal.task;

import java.util.function.Consumer;
import kotlin.Unit;
import kotlinx.coroutines.DisposableHandle;
import org.coroutines4j.Outcome;
import org.coroutines4j.internal.failure.FailureReporter;
import org.coroutines4j.internal.util.SafeMessages;
import org.coroutines4j.runtime.coroutine.CoroutineThread;
import org.coroutines4j.runtime.coroutine.CoroutineThreads;
import org.coroutines4j.runtime.debug.TaskPath;
import org.coroutines4j.runtime.debug.TextEscapes;
import org.coroutines4j.runtime.debug.Warning;
import org.jspecify.annotations.Nullable;

/** The behaviour that all tasks share: those of this library and views of Kotlin Jobs. */
abstract class AbstractTask<T extends @Nullable Object> implements InternalTask<T> {
  /** Returns the outcome for a handler, which handles a failure in it. */
  Outcome<T> outcomeToHandle() {
    return endedOutcome();
  }

  /** Returns the listeners to the end of the task. */
  abstract WeakCompletionListeners endListeners();

  @Override
  public final boolean start() {
    return job().start();
  }

  @Override
  public final void cancel() {
    cancel("task " + TextEscapes.quoted(name()) + " was cancelled");
  }

  @Override
  public final void cancelAndJoin() {
    CoroutineThreads.requireMayWait(); // before the task is cancelled
    CoroutineThreads.requireOtherThread(job());
    CoroutineThreads.run(this::refuseToWaitIn);
    cancel();
    join();
  }

  @Override
  public final boolean isActive() {
    return job().isActive();
  }

  @Override
  public final boolean isDone() {
    return job().isCompleted();
  }

  @Override
  public final void refuseToWaitIn(CoroutineThread body) {
    if (body.isRunBy(job())) {
      throw new IllegalStateException("task " + TextEscapes.quoted(name()) + " waits for itself");
    }
  }

  @Override
  public final DisposableHandle onEnd(Runnable action) {
    return job()
        .invokeOnCompletion(
            cause -> {
              action.run();
              return Unit.INSTANCE;
            });
  }

  @Override
  public final void onEndWeakly(Runnable listener) {
    if (!endListeners().add(listener)) {
      listener.run();
    }
  }

  /** Calls {@code handler} when the task has ended, and logs what the handler throws. */
  final void callAtEnd(Consumer<? super Outcome<T>> handler) {
    DisposableHandle unused = onEnd(() -> call(handler));
  }

  private void call(Consumer<? super Outcome<T>> handler) {
    try {
      FailureReporter.inHandlerOf(job(), () -> handler.accept(outcomeToHandle()));
    } catch (Throwable t) {
      Warning.COMPLETION_HANDLER_FAILED.logLine(
          TaskPath.of(job()),
          "a completion handler of task "
              + TextEscapes.quoted(name())
              + " failed: "
              + SafeMessages.of(t));
    }
  }
}
