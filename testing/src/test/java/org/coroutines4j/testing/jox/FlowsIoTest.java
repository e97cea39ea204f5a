package org.coroutines4j.testing.jox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.coroutines4j.flow.ByteFlow;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The cases of {@code FlowsTest} of jox for {@code fromInputStream} and {@code fromFile}, which is
 * {@code fromPath} here and has no chunk size of its own.
 */
class FlowsIoTest {
  @TempDir private Path directory;

  /** A stream that knows whether it was closed, and that may fail. */
  private static final class Source extends FilterInputStream {
    private final boolean fails;
    private boolean closed;

    Source(String text, boolean fails) {
      super(new ByteArrayInputStream(text.getBytes(UTF_8)));
      this.fails = fails;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      if (fails) {
        throw new IOException("the read fails");
      }
      return super.read(bytes, offset, length);
    }

    @Override
    public void close() {
      closed = true;
    }
  }

  private static List<String> chunks(ByteFlow flow) {
    return flow.map(chunk -> new String(chunk, UTF_8)).toList();
  }

  private static List<String> chunks(String text, int size) {
    return chunks(ByteFlow.fromInputStream(() -> new Source(text, false), size));
  }

  @Test
  void fromInputStream_ofAnEmptyStream_isEmpty() {
    assertThat(chunks("", 1024)).isEmpty();
  }

  @Test
  void fromInputStream_shorterThanAChunk_emitsOneChunk() {
    assertThat(chunks("abc", 1024)).containsExactly("abc");
  }

  @Test
  void fromInputStream_longerThanAChunk_emitsSeveral() {
    assertThat(chunks("some text", 3)).containsExactly("som", "e t", "ext");
  }

  @Test
  void fromInputStream_atItsEnd_closesTheStream() {
    Source source = new Source("abc", false);
    ByteFlow flow = ByteFlow.fromInputStream(() -> source, 1024);
    assertThat(source.closed).isFalse();
    assertThat(chunks(flow)).containsExactly("abc");
    assertThat(source.closed).isTrue();
  }

  @Test
  void fromInputStream_whenAReadFails_closesTheStream() {
    Source source = new Source("abc", true);
    ByteFlow flow = ByteFlow.fromInputStream(() -> source, 1024);
    assertThatThrownBy(flow::toList)
        .isInstanceOf(UncheckedIOException.class)
        .hasRootCauseMessage("the read fails");
    assertThat(source.closed).isTrue();
  }

  private Path file(String content) throws IOException {
    return Files.writeString(directory.resolve("file"), content);
  }

  @Test
  void fromFile_smallerThanAChunk_emitsOneChunk() throws IOException {
    assertThat(chunks(ByteFlow.fromPath(file("Test1 file content"))))
        .containsExactly("Test1 file content");
  }

  @Test
  void fromFile_largerThanAChunk_emitsSeveral() throws IOException {
    String chunk = "x".repeat(ByteFlow.CHUNK_SIZE);
    assertThat(chunks(ByteFlow.fromPath(file(chunk + chunk + "y"))))
        .containsExactly(chunk, chunk, "y");
  }

  @Test
  void fromFile_thatIsEmpty_isEmpty() throws IOException {
    assertThat(chunks(ByteFlow.fromPath(file("")))).isEmpty();
  }

  @Test
  void fromFile_thatIsMissing_fails() {
    ByteFlow flow = ByteFlow.fromPath(directory.resolve("missing"));
    assertThatThrownBy(flow::toList)
        .isInstanceOf(UncheckedIOException.class)
        .hasCauseInstanceOf(NoSuchFileException.class);
  }

  @Test
  void fromFile_thatIsADirectory_fails() {
    ByteFlow flow = ByteFlow.fromPath(directory);
    assertThatThrownBy(flow::toList)
        .isInstanceOf(UncheckedIOException.class)
        .hasCauseInstanceOf(IOException.class)
        .hasMessageContaining("directory");
  }
}
