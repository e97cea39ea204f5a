package org.coroutines4j.badinput;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.Callable;
import org.coroutines4j.Async;
import org.coroutines4j.Dispatcher;
import org.coroutines4j.Dispatchers;
import org.coroutines4j.RetryPolicy;
import org.coroutines4j.function.ThrowingRunnable;

/** The verbs of {@link Async} that say where and how code runs. */
final class WhereTable extends Table {
  private static final RetryPolicy TWICE = RetryPolicy.maxAttempts(2);

  WhereTable() {
    withContext();
    blocking();
    method(Async.class, "retry", RetryPolicy.class, Callable.class)
        .nulls("policy", w -> Async.retry(null, w.body()))
        .nulls("body", w -> Async.retry(TWICE, (Callable<String>) null))
        .accepts("on a borrowed thread", w -> borrowed(w, () -> Async.retry(TWICE, () -> 1)))
        .blocks(w -> Async.retry(TWICE, w.body()));
    method(Async.class, "retry", RetryPolicy.class, ThrowingRunnable.class)
        .nulls("policy", w -> Async.retry(null, w.action()))
        .nulls("body", w -> Async.retry(TWICE, (ThrowingRunnable) null))
        .blocks(w -> Async.retry(TWICE, w.action()));
    method(Async.class, "nonCancellable", Callable.class)
        .nulls("body", w -> Async.nonCancellable((Callable<String>) null))
        .accepts("on a borrowed thread", w -> borrowed(w, () -> Async.nonCancellable(() -> 1)))
        .blocks(w -> Async.nonCancellable(w.body()));
    method(Async.class, "nonCancellable", ThrowingRunnable.class)
        .nulls("body", w -> Async.nonCancellable((ThrowingRunnable) null))
        .blocks(w -> Async.nonCancellable(w.action()));
  }

  private void withContext() {
    method(Async.class, "withContext", Dispatcher.class, Callable.class)
        .nulls("d", w -> Async.withContext(null, w.body()))
        .nulls("body", w -> Async.withContext(Dispatchers.cpu(), (Callable<String>) null))
        .waits(w -> Async.withContext(Dispatchers.cpu(), w.body()));
    method(Async.class, "withContext", Dispatcher.class, ThrowingRunnable.class)
        .nulls("d", w -> Async.withContext(null, w.action()))
        .nulls("body", w -> Async.withContext(Dispatchers.cpu(), (ThrowingRunnable) null))
        .waits(w -> Async.withContext(Dispatchers.cpu(), w.action()));
  }

  private void blocking() {
    method(Async.class, "blocking", Callable.class)
        .nulls("body", w -> Async.blocking((Callable<String>) null))
        .accepts("on a borrowed thread", w -> borrowed(w, () -> Async.blocking(() -> 1)))
        .blocks(w -> Async.blocking(w.body()));
    method(Async.class, "blocking", ThrowingRunnable.class)
        .nulls("body", w -> Async.blocking((ThrowingRunnable) null))
        .blocks(w -> Async.blocking(w.action()));
    method(Async.class, "blocking", Callable.class, ThrowingRunnable.class)
        .nulls("body", w -> Async.blocking((Callable<String>) null, w.action()))
        .nulls("onCancel", w -> Async.blocking(w.body(), null))
        .blocks(w -> Async.blocking(w.body(), w.action()));
    method(Async.class, "blocking", ThrowingRunnable.class, ThrowingRunnable.class)
        .nulls("body", w -> Async.blocking((ThrowingRunnable) null, w.action()))
        .nulls("onCancel", w -> Async.blocking(w.action(), null))
        .blocks(w -> Async.blocking(w.action(), w.action()));
  }

  /** Runs what does not wait by itself where waiting is forbidden. */
  static void borrowed(World w, Callable<Integer> verb) throws Throwable {
    w.onBorrowedThread(() -> assertThat(verb.call()).isEqualTo(1));
  }
}
