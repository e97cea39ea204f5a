package org.coroutines4j.badinput;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import org.coroutines4j.Resource;
import org.coroutines4j.Resource.Holder;
import org.coroutines4j.function.ThrowingConsumer;
import org.coroutines4j.function.ThrowingFunction;

/** {@link Resource}. */
final class ResourceTable extends Table {
  ResourceTable() {
    method(Resource.class, "of", Callable.class, ThrowingConsumer.class)
        .nulls("acquire", w -> Resource.of(null, value -> w.action().run()))
        .nulls("release", w -> Resource.of(w.body(), null))
        .throwing(
            "acquire returns null: when it is used",
            NullPointerException.class,
            w -> Resource.of(() -> null, value -> w.action().run()).use(value -> w.body().call()),
            "acquire returned null");
    method(Resource.class, "managed", ThrowingConsumer.class)
        .nulls("body", w -> Resource.managed(null));
    method(Resource.class, "use", ThrowingFunction.class)
        .nulls("body", w -> resource(w).use(null))
        .refuses("of what holds nothing", w -> idle().use(v -> w.body().call()), "hold once")
        .accepts("on a borrowed thread", w -> w.onBorrowedThread(ResourceTable::used))
        .blocks(w -> resource(w).use(value -> value));
    method(Resource.class, "run", ThrowingConsumer.class)
        .nulls("body", w -> resource(w).run(null))
        .refuses("of what holds nothing", w -> idle().run(v -> w.action().run()), "hold once")
        .blocks(w -> resource(w).run(value -> {}));
    hold();
  }

  private static Resource<String> resource(World w) {
    return Resource.of(w.body(), value -> w.action().run());
  }

  private static Resource<String> idle() {
    return Resource.managed(holder -> {});
  }

  private static void used() {
    String value = Resource.of(() -> "a", a -> {}).<String>use(a -> a);
    assertThat(value).isEqualTo("a");
  }

  private void hold() {
    Member hold =
        method(Holder.class, "hold", Object.class)
            .nulls("value", w -> manage(false, holder -> holder.hold(null)))
            .nulls("value", w -> manage(true, holder -> holder.hold(null)));
    for (boolean inScope : new boolean[] {false, true}) {
      String where = inScope ? ", for a scope" : "";
      hold.refuses(
              "twice" + where,
              w ->
                  manage(
                      inScope,
                      holder -> {
                        holder.hold("a");
                        holder.hold("b");
                      }),
              "holds again")
          .refuses(
              "on another thread" + where,
              w -> manage(inScope, holder -> w.scope.launch(() -> holder.hold("a")).await()),
              "on its own thread")
          .refuses("when the manager has ended" + where, w -> late(inScope), "while it runs");
    }
  }

  /** A resource managed by {@code manager} is used, by code that must not run more than once. */
  private static void manage(boolean inScope, ThrowingConsumer<Holder<String>> manager) {
    Resource<String> resource = Resource.managed(manager);
    if (inScope) {
      org.coroutines4j.Async.taskScope().run(scope -> scope.use(resource));
    } else {
      resource.run(value -> assertThat(value).isEqualTo("a"));
    }
  }

  private static void late(boolean inScope) {
    AtomicReference<Holder<String>> kept = new AtomicReference<>();
    manage(
        inScope,
        holder -> {
          kept.set(holder);
          holder.hold("a");
        });
    kept.get().hold("a");
  }
}
