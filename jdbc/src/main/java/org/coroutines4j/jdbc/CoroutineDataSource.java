package org.coroutines4j.jdbc;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.Objects;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.coroutines4j.Tasks;
import org.jspecify.annotations.Nullable;

/**
 * A data source around a pool, or around a driver's own data source, for code that runs in tasks.
 * It has no pool and sends no SQL of its own.
 *
 * <ul>
 *   <li>A statement of a task that is cancelled or timed out is stopped with {@link
 *       java.sql.Statement#cancel}. No interrupt reaches the driver.
 *   <li>A cancellation ends the wait for a connection. The wait holds no permit of a limited
 *       dispatcher.
 *   <li>{@link org.coroutines4j.Async#timeLeft} is the query timeout of each statement, unless the
 *       program has set a shorter one.
 *   <li>{@code commit}, {@code rollback}, {@code close} and changes of settings run to their end,
 *       even in a cancelled task. So their outcome is always known.
 *   <li>Two tasks inside calls of the same connection are {@linkplain ConcurrentUse reported}.
 * </ul>
 *
 * <p>Calls that send something to the database and are not in the list above, such as {@code
 * executeQuery} and {@code ResultSet.next}, are cancellation points. If a statement ends although
 * the cancellation had begun, its result is returned. The exceptions of the driver come out as they
 * are. Outside tasks and blocks, every call goes straight to the driver.
 *
 * <p>Wrap the pool itself. A data source that chooses a pool by a thread-local value belongs around
 * this one, because a task obtains its connections on a helper thread. What {@link #unwrap} of a
 * connection returns is not protected.
 */
public final class CoroutineDataSource implements DataSource {
  private final DataSource source;
  private final Options options;
  private final ConnectionRequests requests;

  private CoroutineDataSource(DataSource source, Options options) {
    this.source = source;
    this.options = options;
    this.requests = new ConnectionRequests(source::getConnection);
  }

  /** Returns a data source around {@code source} with the default settings. */
  public static CoroutineDataSource of(DataSource source) {
    return builder(source).build();
  }

  /** Returns a builder of a data source around {@code source} with other settings. */
  public static Builder builder(DataSource source) {
    return new Builder(Objects.requireNonNull(source, "source"));
  }

  /**
   * Waits for a connection of the source, and returns it. A cancellation point in tasks. If the
   * caller is cancelled, the wait ends immediately, and a connection that is obtained later for it
   * serves the next caller or goes back to the source.
   *
   * @throws java.util.concurrent.CancellationException if the task is cancelled
   */
  @Override
  public Connection getConnection() throws SQLException {
    return connection(Tasks.isInTask() ? requests.get() : source.getConnection());
  }

  /**
   * Waits for a connection for a user, as {@link #getConnection()} does.
   *
   * @throws java.util.concurrent.CancellationException if the task is cancelled
   */
  @Override
  public Connection getConnection(@Nullable String username, @Nullable String password)
      throws SQLException {
    return connection(
        Tasks.isInTask()
            ? new ConnectionRequests(() -> source.getConnection(username, password)).get()
            : source.getConnection(username, password));
  }

  private Connection connection(Connection plain) {
    return new Session(plain, options).connection();
  }

  /** Returns this object, the source, or what the source unwraps to. */
  @Override
  public <T> T unwrap(Class<T> type) throws SQLException {
    Object found = type.isInstance(this) ? this : type.isInstance(source) ? source : null;
    return found != null ? type.cast(found) : source.unwrap(type);
  }

  @Override
  public boolean isWrapperFor(Class<?> type) throws SQLException {
    return type.isInstance(this) || type.isInstance(source) || source.isWrapperFor(type);
  }

  @Override
  public @Nullable PrintWriter getLogWriter() throws SQLException {
    return source.getLogWriter();
  }

  @Override
  public void setLogWriter(@Nullable PrintWriter out) throws SQLException {
    source.setLogWriter(out);
  }

  @Override
  public void setLoginTimeout(int seconds) throws SQLException {
    source.setLoginTimeout(seconds);
  }

  @Override
  public int getLoginTimeout() throws SQLException {
    return source.getLoginTimeout();
  }

  @Override
  public Logger getParentLogger() throws SQLFeatureNotSupportedException {
    return source.getParentLogger();
  }

  /** Returns a text with that of the source. */
  @Override
  public String toString() {
    return "CoroutineDataSource(" + source + ")";
  }

  /** The settings of a data source. Each setter changes this builder and returns it. */
  public static final class Builder {
    private final DataSource source;
    private ConcurrentUse concurrentUse = ConcurrentUse.WARN;
    private boolean queryTimeout = true;

    private Builder(DataSource source) {
      this.source = source;
    }

    /**
     * Sets what happens when two tasks use a connection concurrently. The default is {@link
     * ConcurrentUse#WARN}.
     */
    public Builder concurrentUse(ConcurrentUse reaction) {
      concurrentUse = Objects.requireNonNull(reaction, "reaction");
      return this;
    }

    /**
     * Sets whether {@link org.coroutines4j.Async#timeLeft} becomes the query timeout of a statement
     * while it runs. The default is true. Without it, only the cancellation at the end of the limit
     * stops the statement.
     */
    public Builder queryTimeout(boolean enabled) {
      queryTimeout = enabled;
      return this;
    }

    /** Creates a data source with the current settings. */
    public CoroutineDataSource build() {
      return new CoroutineDataSource(source, new Options(concurrentUse, queryTimeout));
    }
  }
}
