package org.coroutines4j.badinput;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.coroutines4j.Dispatcher;
import org.coroutines4j.FailureHandler;
import org.coroutines4j.ServiceScope;

/** {@link ServiceScope}. */
final class ServiceScopeTable extends Table {
  private static final ServiceScope.Builder BUILDER = ServiceScope.builder("service");

  ServiceScopeTable() {
    method(ServiceScope.class, "close")
        .refuses("by a task of its own", w -> w.inTask(w.scope::close), "'good'", "of its own")
        .accepts("a second time", w -> w.closed().close())
        .waits(w -> w.other.close());
    method(ServiceScope.class, "close", Duration.class)
        .nulls("grace", w -> w.scope.close(null))
        .rejects(
            "grace -1 ns", w -> w.scope.close(Duration.ofNanos(-1)), "grace", "PT-0.000000001S")
        .refuses(
            "by a task of its own",
            w -> w.inTask(() -> w.scope.close(World.LONG)),
            "'good'",
            "of its own")
        .accepts("grace zero", w -> closes(Duration.ZERO))
        .accepts("grace too large", w -> closes(World.FOR_EVER))
        .accepts("a second time", w -> w.closed().close(Duration.ZERO))
        .waits(w -> w.other.close(World.LONG));
    method(ServiceScope.class, "closeGracefully", Duration.class, Duration.class)
        .nulls("drain", w -> w.scope.closeGracefully(null, World.LONG))
        .nulls("grace", w -> w.scope.closeGracefully(World.LONG, null))
        .rejects(
            "drain -5 ms",
            w -> w.scope.closeGracefully(World.NEGATIVE, World.LONG),
            "drain",
            "PT-0.005S")
        .rejects(
            "grace -5 ms",
            w -> w.scope.closeGracefully(World.LONG, World.NEGATIVE),
            "grace",
            "PT-0.005S")
        .refuses(
            "by a task of its own",
            w -> w.inTask(() -> w.scope.closeGracefully(World.LONG, World.LONG)),
            "'good'",
            "of its own")
        .accepts("zero", w -> drains(Duration.ZERO))
        .accepts("too large", w -> drains(World.FOR_EVER))
        .accepts("a second time", w -> w.closed().closeGracefully(World.LONG, World.LONG))
        .waits(w -> w.other.closeGracefully(World.LONG, World.LONG));
    opening();
  }

  private void opening() {
    method(ServiceScope.class, "open", String.class).nulls("name", w -> ServiceScope.open(null));
    method(ServiceScope.class, "builder", String.class)
        .nulls("name", w -> ServiceScope.builder(null));
    method(ServiceScope.Builder.class, "onFailure", FailureHandler.class)
        .nulls("handler", w -> BUILDER.onFailure(null));
    method(ServiceScope.Builder.class, "dispatcher", Dispatcher.class)
        .nulls("dispatcher", w -> BUILDER.dispatcher(null));
    method(ServiceScope.Builder.class, "maxConcurrent", int.class)
        .rejects("limit 0", w -> BUILDER.maxConcurrent(0), "maxConcurrent", "at least 1", "0")
        .rejects("limit -1", w -> BUILDER.maxConcurrent(-1), "maxConcurrent", "-1");
    method(ServiceScope.Builder.class, "maxQueued", int.class)
        .rejects("limit -1", w -> BUILDER.maxQueued(-1), "maxQueued", "-1")
        .accepts("limit 0", w -> BUILDER.maxConcurrent(1).maxQueued(0).open().close())
        .accepts(
            "limit too large",
            w -> BUILDER.maxConcurrent(1).maxQueued(Integer.MAX_VALUE).open().close());
    method(ServiceScope.Builder.class, "open")
        .refuses(
            "maxQueued alone",
            w -> BUILDER.maxQueued(5).open(),
            "maxQueued is 5",
            "maxConcurrent(n)");
  }

  private static void drains(Duration time) {
    ServiceScope service = ServiceScope.open("service");
    service.closeGracefully(time, time);
    assertThat(service.isActive()).isFalse();
  }

  private static void closes(Duration grace) {
    ServiceScope service = ServiceScope.open("service");
    service.close(grace);
    assertThat(service.isActive()).isFalse();
  }
}
