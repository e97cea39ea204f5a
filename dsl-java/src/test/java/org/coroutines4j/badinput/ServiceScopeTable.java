package org.coroutines4j.badinput;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.coroutines4j.FailureHandler;
import org.coroutines4j.ServiceScope;
import org.coroutines4j.TaskScope;

/** {@link ServiceScope}. */
final class ServiceScopeTable extends Table {
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
    method(ServiceScope.class, "onFailure", FailureHandler.class)
        .nulls("handler", w -> w.scope.onFailure(null))
        .accepts("after close", w -> w.closed().onFailure((task, failure) -> {}));
  }

  private static void closes(Duration grace) {
    ServiceScope service = TaskScope.open("service");
    service.close(grace);
    assertThat(service.isActive()).isFalse();
  }
}
