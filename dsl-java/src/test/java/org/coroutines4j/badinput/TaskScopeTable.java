package org.coroutines4j.badinput;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import org.coroutines4j.Async;
import org.coroutines4j.ContextElement;
import org.coroutines4j.Dispatcher;
import org.coroutines4j.Resource;
import org.coroutines4j.TaskScope;
import org.coroutines4j.function.ThrowingRunnable;

/** {@link TaskScope}, while it is open, when it is cancelled, and after its end. */
final class TaskScopeTable extends Table {
  TaskScopeTable() {
    starting();
    views();
    use();
    method(TaskScope.class, "cancel", String.class)
        .nulls("reason", w -> w.scope.cancel(null))
        .accepts("after the end", w -> w.ended().cancel("too late"));
    method(TaskScope.class, "cancel").accepts("after the end", w -> w.ended().cancel());
    method(TaskScope.class, "isActive")
        .accepts("after the end", w -> assertThat(w.ended().isActive()).isFalse())
        .accepts("after close", w -> assertThat(w.closed().isActive()).isFalse());
  }

  private void starting() {
    Member async =
        method(TaskScope.class, "async", Callable.class).nulls("body", w -> w.scope.async(null));
    Member launch =
        method(TaskScope.class, "launch", ThrowingRunnable.class)
            .nulls("body", w -> w.scope.launch(null));
    Member background =
        method(TaskScope.class, "background", ThrowingRunnable.class)
            .nulls("body", w -> w.scope.background(null));
    startsNoMore(async, (scope, w) -> scope.async(w.body()));
    startsNoMore(launch, (scope, w) -> scope.launch(w.action()));
    startsNoMore(background, (scope, w) -> scope.background(w.action()));
    startsNoMore(async, (scope, w) -> scope.lazily().async(w.body()));
    startsNoMore(launch, (scope, w) -> scope.lazily().launch(w.action()));
  }

  private static void startsNoMore(Member member, Start start) {
    member
        .refuses("after the end", w -> start.in(w.ended(), w), "'run' has ended", "open a new one")
        .refuses("after close", w -> start.in(w.closed(), w), "'closed' is closed")
        .throwing(
            "in a cancelled scope", CancellationException.class, w -> cancelled(w, start), "'run'")
        .throwing(
            "in a scope that fails", IllegalCallerException.class, w -> failing(w, start), "first");
  }

  private static void cancelled(World w, Start start) {
    Async.run(
        scope -> {
          scope.cancel();
          assertThatThrownBy(() -> start.in(scope, w))
              .isExactlyInstanceOf(CancellationException.class)
              .hasMessageContaining("'run' is cancelled");
          start.in(scope, w);
        });
  }

  private static void failing(World w, Start start) {
    Async.taskScope()
        .run(
            scope -> {
              scope
                  .launch(
                      () -> {
                        throw new IllegalCallerException("first");
                      })
                  .join();
              start.in(scope, w);
            });
  }

  private void views() {
    method(TaskScope.class, "named", String.class).nulls("name", w -> w.scope.named(null));
    method(TaskScope.class, "on", Dispatcher.class).nulls("dispatcher", w -> w.scope.on(null));
    method(TaskScope.class, "with", ContextElement[].class)
        .nulls("elements", w -> w.scope.with((ContextElement[]) null))
        .nulls("elements[0]", w -> w.scope.with((ContextElement) null));
    cannotFail(TaskScope.class, "lazily", "unsupervised");
  }

  private void use() {
    method(TaskScope.class, "use", AutoCloseable.class)
        .nulls("closeable", w -> w.scope.use((AutoCloseable) null))
        .refuses("after the end", w -> closedAtOnce(w.ended()), "'run' has ended")
        .refuses("after close", w -> closedAtOnce(w.closed()), "'closed' is closed");
    method(TaskScope.class, "use", Resource.class)
        .nulls("resource", w -> w.scope.use((Resource<String>) null))
        .refuses("after the end", w -> w.ended().use(resource(w)), "'run' has ended")
        .refuses("after close", w -> w.closed().use(resource(w)), "'closed' is closed")
        .refuses(
            "resource that holds nothing",
            w -> w.scope.use(Resource.managed(holder -> {})),
            "must hold once, but did not")
        .waits(w -> w.scope.use(resource(w)));
  }

  private static Resource<String> resource(World w) {
    return Resource.of(w.body(), value -> w.action().run());
  }

  /** What cannot be closed later is closed now, and once. */
  private static void closedAtOnce(TaskScope scope) {
    AtomicInteger closes = new AtomicInteger();
    AutoCloseable closeable = closes::incrementAndGet;
    try {
      scope.use(closeable);
    } finally {
      assertThat(closes).hasValue(1);
    }
  }

  private interface Start {
    void in(TaskScope scope, World w);
  }
}
