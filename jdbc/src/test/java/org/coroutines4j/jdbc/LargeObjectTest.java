package org.coroutines4j.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.coroutines4j.Async.taskScope;

import java.io.InputStream;
import java.io.OutputStream;
import java.io.Reader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Blob;
import java.sql.Clob;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.concurrent.CancellationException;
import org.coroutines4j.Tasks;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Guards that large objects, whose content H2 keeps in the file, can be written and read in a task,
 * and that a cancellation ends the read of one without an interrupt.
 */
class LargeObjectTest {
  private static final String TEXT = "a line of text ".repeat(20_000);

  @TempDir Path folder;

  @Test
  void contents_areWrittenAndRead() throws Exception {
    try (TestDatabase database = filled()) {
      taskScope()
          .run(
              scope -> {
                try (Connection connection = database.source.getConnection();
                    Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery("select bytes, text from large")) {
                  assertThat(rows.next()).isTrue();
                  Blob bytes = rows.getBlob(1);
                  try (InputStream in = bytes.getBinaryStream()) {
                    assertThat(in).isInstanceOf(LobInput.class);
                    assertThat(in.skip(2)).isEqualTo(2);
                    assertThat(in.read()).isEqualTo(TEXT.charAt(2));
                    assertThat(in.readAllBytes())
                        .isEqualTo(TEXT.substring(3).getBytes(StandardCharsets.UTF_8));
                  }
                  bytes.free();
                  try (Reader in = rows.getCharacterStream(2)) {
                    assertThat(in).isInstanceOf(LobReader.class);
                    char[] chars = new char[100];
                    assertThat(in.read(chars)).isPositive();
                    assertThat(new String(chars)).isEqualTo(TEXT.substring(0, 100));
                  }
                  assertThat(rows.getString(2)).isEqualTo(TEXT);
                  assertThat(rows.getObject(2)).isInstanceOf(Clob.class);
                }
              });
    }
  }

  @Test
  void cancelledTask_stopsReadingAndCloses() throws Exception {
    try (TestDatabase database = filled()) {
      taskScope()
          .run(
              scope ->
                  scope
                      .launch(
                          () -> {
                            try (Connection connection = database.source.getConnection();
                                Statement statement = connection.createStatement();
                                ResultSet rows =
                                    statement.executeQuery("select bytes from large")) {
                              assertThat(rows.next()).isTrue();
                              try (InputStream in = rows.getBinaryStream(1)) {
                                assertThat(in.read()).isEqualTo('a');
                                Tasks.current().cancel();
                                assertThatThrownBy(in::readAllBytes)
                                    .isInstanceOf(CancellationException.class);
                              }
                            }
                          })
                      .join());
      assertThat(database.inUse()).isZero();
      assertThat(database.sessions()).hasSize(1);
    }
  }

  private TestDatabase filled() throws Exception {
    TestDatabase database = new TestDatabase(Engine.H2_FILE, folder, 1);
    database.execute("create table large(bytes blob, text clob)");
    taskScope()
        .run(
            scope -> {
              try (Connection connection = database.source.getConnection();
                  PreparedStatement statement =
                      connection.prepareStatement("insert into large values (?, ?)")) {
                Blob bytes = connection.createBlob();
                try (OutputStream out = bytes.setBinaryStream(1)) {
                  assertThat(out).isInstanceOf(LobOutput.class);
                  out.write(TEXT.getBytes(StandardCharsets.UTF_8));
                }
                Clob text = connection.createClob();
                try (Writer out = text.setCharacterStream(1)) {
                  assertThat(out).isInstanceOf(LobWriter.class);
                  out.write(TEXT);
                }
                statement.setBlob(1, bytes);
                statement.setClob(2, text);
                assertThat(statement.executeUpdate()).isEqualTo(1);
              }
            });
    return database;
  }
}
