package org.coroutines4j.badinput;

import static org.assertj.core.api.Assertions.assertThat;

import org.coroutines4j.Async;
import org.coroutines4j.ContextElement;
import org.coroutines4j.function.ThrowingConsumer;
import org.coroutines4j.function.ThrowingRunnable;

/** {@link ContextElement}. */
final class ContextElementTable extends Table {
  private static final ThreadLocal<String> LOCAL = ThreadLocal.withInitial(() -> "initial");

  ContextElementTable() {
    method(ContextElement.class, "threadLocal", ThreadLocal.class, Object.class)
        .nulls("local", w -> ContextElement.threadLocal(null, "value"))
        .mayBeNull("value", w -> localIsNull());
    method(ContextElement.class, "around", ThrowingConsumer.class)
        .nulls("wrapper", w -> ContextElement.around(null))
        .refuses(
            "wrapper that does not call", w -> inside(w, action -> {}), "must call", "around(...)")
        .refuses("wrapper that calls twice", w -> twice(), "only once", "around(...)")
        .throwing(
            "wrapper that throws",
            IllegalCallerException.class,
            w ->
                inside(
                    w,
                    action -> {
                      throw new IllegalCallerException("not now");
                    }),
            "not now");
  }

  private static void localIsNull() {
    Async.taskScope()
        .with(ContextElement.threadLocal(LOCAL, null))
        .run(scope -> assertThat(LOCAL.get()).isNull());
    assertThat(LOCAL.get()).isEqualTo("initial");
  }

  private static void inside(World w, ThrowingConsumer<ThrowingRunnable> wrapper) {
    Async.taskScope().with(ContextElement.around(wrapper)).call(w.block());
  }

  private static void twice() {
    Async.taskScope()
        .with(
            ContextElement.around(
                action -> {
                  action.run();
                  action.run();
                }))
        .run(scope -> {});
  }
}
