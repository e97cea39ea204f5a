package org.coroutines4j.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.coroutines4j.Async;
import org.h2.jdbc.JdbcConnection;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Guards that the objects of JDBC behave as those of the driver: they know each other, unwrap, are
 * equal to themselves, and throw the driver's exceptions.
 */
class ProxyTest {
  @TempDir Path folder;

  @Test
  void outsideTasks_objectsBehaveAsTheDrivers() throws Exception {
    check();
  }

  @Test
  void inTask_objectsBehaveAsTheDrivers() {
    Async.run(scope -> check());
  }

  private void check() throws Exception {
    try (TestDatabase database = new TestDatabase(Engine.H2_MEMORY, folder, 1);
        Connection connection = database.source.getConnection();
        PreparedStatement statement = connection.prepareStatement("select 1");
        ResultSet rows = statement.executeQuery()) {
      assertThat(statement.getConnection()).isSameAs(connection);
      assertThat(rows.getStatement()).isSameAs(statement);
      assertThat(connection.getMetaData().getConnection()).isSameAs(connection);
      assertThat(connection).isNotEqualTo(statement).isNotEqualTo(null);
      assertThat(connection.toString()).contains("HikariProxyConnection");
      assertThat(connection.unwrap(JdbcConnection.class)).isNotNull();
      assertThat(connection.unwrap(Connection.class)).isSameAs(connection);
      assertThat(connection.isWrapperFor(JdbcConnection.class)).isTrue();
      assertThat(connection.isWrapperFor(String.class)).isFalse();
      assertThatThrownBy(() -> connection.unwrap(String.class)).isInstanceOf(SQLException.class);
      assertThatThrownBy(() -> connection.prepareStatement("selec 1"))
          .isExactlyInstanceOf(org.h2.jdbc.JdbcSQLSyntaxErrorException.class);
      Statement closed = connection.createStatement();
      closed.close();
      assertThatThrownBy(() -> closed.execute("select 1")).isInstanceOf(SQLException.class);
    }
  }

  @Test
  void proxiesOfOneObject_areEqual() throws Exception {
    JdbcDataSource h2 = new JdbcDataSource();
    h2.setURL("jdbc:h2:mem:equal");
    try (Connection connection = CoroutineDataSource.of(h2).getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("select 1")) {
      ResultSet again = statement.getResultSet();
      assertThat(again).isNotSameAs(rows).isEqualTo(rows).hasSameHashCodeAs(rows);
    }
  }

  @Test
  void source_unwraps() throws Exception {
    try (TestDatabase database = new TestDatabase(Engine.H2_MEMORY, folder, 1)) {
      DataSource source = database.source;
      assertThat(source.unwrap(CoroutineDataSource.class)).isSameAs(source);
      assertThat(source.unwrap(HikariDataSource.class)).isSameAs(database.pool);
      assertThat(source.isWrapperFor(HikariDataSource.class)).isTrue();
      assertThat(source.isWrapperFor(String.class)).isFalse();
      assertThatThrownBy(() -> source.unwrap(String.class)).isInstanceOf(SQLException.class);
      assertThat(source.getLoginTimeout()).isEqualTo(database.pool.getLoginTimeout());
      assertThat(source).hasToString("CoroutineDataSource(" + database.pool + ")");
    }
  }

  @Test
  void nullSettings_areRefused() {
    assertThatThrownBy(() -> CoroutineDataSource.of(null)).hasMessage("source");
    CoroutineDataSource.Builder builder = CoroutineDataSource.builder(new HikariDataSource());
    assertThatThrownBy(() -> builder.concurrentUse(null)).hasMessage("reaction");
  }
}
