package org.coroutines4j.jdbc;

import java.sql.Connection;
import java.util.Objects;
import org.coroutines4j.Async;
import org.coroutines4j.Tasks;
import org.coroutines4j.function.ThrowingRunnable;
import org.jspecify.annotations.Nullable;

/** A connection, with the calls that tasks make of it and of all that came from it. */
final class Session {
  private final Connection connection;
  private final ConnectionUse use;
  private final SessionTimeout timeout;
  private final DriverCancel cancel;

  Session(Connection plain, Options options) {
    this.use = new ConnectionUse(options);
    this.timeout = new SessionTimeout(plain, options.timeouts);
    this.cancel = new DriverCancel(plain);
    this.connection = Proxies.of(plain, this);
  }

  /** Returns the proxy of the connection. */
  Connection connection() {
    return connection;
  }

  /** Makes a call in a task, and throws what the driver throws. */
  @Nullable Object call(JdbcObject object, JdbcCall call, @Nullable Object @Nullable [] arguments)
      throws Throwable {
    ConnectionUse.@Nullable Entry entry = use.enter(call.kind == CallKind.CLEANUP);
    try {
      Work work = () -> call.invoke(object.target, arguments);
      return switch (call.kind) {
        case GET_TIMEOUT -> timeout.usersValue((Integer) Objects.requireNonNull(shielded(work)));
        case SET_TIMEOUT -> {
          timeout.replaced();
          yield shielded(work);
        }
        case SHIELDED -> shielded(work);
        case CLEANUP -> shielded(object.target instanceof Connection ? ending(work) : work);
        case EXECUTE -> new Execution(object, work, cancel, timeout).run();
        default -> new GuardedCall(work, object.running(), cancel).run(null);
      };
    } finally {
      use.exit(entry);
    }
  }

  /** Returns {@code work}, the close or rollback of the connection, with what precedes it. */
  private Work ending(Work work) {
    return () -> {
      timeout.end();
      return work.call();
    };
  }

  /** Calls {@code work}, such as the read of a stream, as {@link CallKind#GUARDED} says. */
  @Nullable Object guarded(Work work) throws Throwable {
    if (!Tasks.isInTask()) {
      return work.call();
    }
    ConnectionUse.@Nullable Entry entry = use.enter(false);
    try {
      return new GuardedCall(work, null, cancel).run(null);
    } finally {
      use.exit(entry);
    }
  }

  /** Calls {@code work}, such as the close of a stream, as {@link CallKind#CLEANUP} says. */
  @Nullable Object cleanup(Work work) throws Throwable {
    if (!Tasks.isInTask()) {
      return work.call();
    }
    ConnectionUse.@Nullable Entry entry = use.enter(true);
    try {
      return shielded(work);
    } finally {
      use.exit(entry);
    }
  }

  private static @Nullable Object shielded(Work work) throws Throwable {
    DriverException.Kept kept = new DriverException.Kept();
    ThrowingRunnable body = () -> DriverException.carry(work, kept);
    try {
      Async.nonCancellable(body);
      return kept.result;
    } catch (DriverException e) {
      throw e.thrown();
    }
  }
}
