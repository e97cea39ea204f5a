package org.coroutines4j.flow;

import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.coroutines4j.Async.taskScope;

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.coroutines4j.Task;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Guards that bytes and text pass unchanged, however they are cut into chunks. */
class ByteFlowTest {
  private static final String TEXT = "a\u00e4\u20ac\ud83d\ude00z";

  private final AtomicInteger open = new AtomicInteger();

  private InputStream counted(byte[] bytes) {
    open.incrementAndGet();
    return new FilterInputStream(new ByteArrayInputStream(bytes)) {
      @Override
      public void close() {
        open.decrementAndGet();
      }
    };
  }

  private static AsyncFlow<byte[]> chunks(byte[] bytes, int size) {
    return ByteFlow.fromInputStream(() -> new ByteArrayInputStream(bytes), size);
  }

  @Test
  void text_isDecoded_acrossAllBordersOfChunks() {
    for (var charset : List.of(UTF_8, UTF_16)) {
      byte[] bytes = TEXT.getBytes(charset);
      for (int size = 1; size <= bytes.length; size++) {
        assertThat(ByteFlow.of(chunks(bytes, size)).decode(charset).fold("", String::concat))
            .as("%s, chunks of %d", charset, size)
            .isEqualTo(TEXT);
      }
    }
  }

  @Test
  void illegalBytes_becomeTheReplacementCharacter() {
    byte[] cut = Arrays.copyOf("x\u20ac".getBytes(UTF_8), 3);
    assertThat(ByteFlow.of(AsyncFlow.of(cut)).decode().fold("", String::concat))
        .isEqualTo(new String(cut, UTF_8));
  }

  @Test
  void lines_areThoseOfABufferedReader_forAnyChunks() {
    Random random = new Random(9);
    String alphabet = "ab\r\n\u20ac";
    for (int round = 0; round < 300; round++) {
      StringBuilder text = new StringBuilder();
      for (int i = random.nextInt(12); i > 0; i--) {
        text.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      List<String> expected =
          new BufferedReader(new StringReader(text.toString())).lines().toList();
      byte[] bytes = text.toString().getBytes(UTF_8);
      assertThat(ByteFlow.of(chunks(bytes, 1 + random.nextInt(4))).lines().toList())
          .as("%s", Arrays.toString(bytes))
          .isEqualTo(expected);
      assertThat(AsyncFlow.fromReader(() -> new StringReader(text.toString())).toList())
          .isEqualTo(expected);
    }
  }

  @Test
  void source_isOpenedAgainAndClosed_forEachCollection() {
    ByteFlow flow = ByteFlow.fromInputStream(() -> counted(new byte[10]), 3);
    assertThat(flow.map(chunk -> chunk.length).toList()).containsExactly(3, 3, 3, 1);
    assertThat(flow.first()).hasSize(3);
    assertThatThrownBy(
            () ->
                flow.collect(
                    chunk -> {
                      throw new IOException("broken");
                    }))
        .isInstanceOf(UncheckedIOException.class);
    assertThat(open).hasValue(0);
  }

  @Test
  void files_areCopied_andTheirFailuresTold(@TempDir Path folder) throws IOException {
    byte[] bytes = new byte[100_000];
    new Random(1).nextBytes(bytes);
    Path from = Files.write(folder.resolve("from"), bytes);
    Path to = folder.resolve("to");
    ByteFlow.fromPath(from).writeTo(to);
    assertThat(to).hasBinaryContent(bytes);
    assertThatThrownBy(() -> ByteFlow.fromPath(folder.resolve("missing")).count())
        .isInstanceOf(UncheckedIOException.class);
  }

  @Test
  void inputStream_pullsWhatItReads_andClosesTheFlow() throws IOException {
    byte[] bytes = "0123456789".getBytes(UTF_8);
    try (InputStream in = ByteFlow.fromInputStream(() -> counted(bytes), 4).toInputStream()) {
      assertThat(in.read()).isEqualTo('0');
      assertThat(in.available()).isEqualTo(3);
      assertThat(in.readAllBytes()).isEqualTo("123456789".getBytes(UTF_8));
      assertThat(in.read()).isEqualTo(-1);
    }
    InputStream left = ByteFlow.fromInputStream(() -> counted(bytes), 4).toInputStream();
    assertThat(left.read(new byte[20])).isEqualTo(4);
    left.close();
    assertThat(open).hasValue(0);
    assertThatThrownBy(left::read).isInstanceOf(IOException.class).hasMessageContaining("closed");
  }

  @Test
  void failureOfTheFlow_isThrownByTheRead() {
    IOException broken = new IOException("broken");
    InputStream in =
        ByteFlow.of(AsyncFlow.of(new byte[1]).concatWith(AsyncFlow.failed(broken))).toInputStream();
    assertThatThrownBy(in::readAllBytes).isSameAs(broken);
  }

  @Test
  void failedWrite_endsTheFlow() {
    OutputStream full =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("disk full");
          }
        };
    assertThatThrownBy(() -> ByteFlow.fromInputStream(() -> counted(new byte[5])).writeTo(full))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("disk full");
    assertThat(open).hasValue(0);
  }

  @Test
  void text_roundTripsThroughBytes() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteFlow.ofText(AsyncFlow.of("a", "", TEXT), UTF_16).writeTo(out);
    assertThat(out.toByteArray()).isEqualTo(("a" + TEXT).getBytes(UTF_16));
    ByteArrayOutputStream utf8 = new ByteArrayOutputStream();
    ByteFlow.ofText(AsyncFlow.of("a", TEXT)).writeTo(utf8);
    assertThat(utf8.toString(UTF_8)).isEqualTo("a" + TEXT);
  }

  @Test
  void surrogatePairInTwoParts_isOneCharacter() {
    AsyncFlow<String> halves = AsyncFlow.of("\ud83d", "", "\ude00");
    assertThat(String.join("", ByteFlow.ofText(halves).decode().toList()))
        .isEqualTo("\ud83d\ude00");
    assertThat(String.join("", ByteFlow.ofText(AsyncFlow.of("a", "\ud83d")).decode().toList()))
        .as("half a pair at the end")
        .isEqualTo("a?");
  }

  /** A read of a socket that no byte ends. */
  @Test
  void cancellation_endsABlockedRead() throws IOException {
    List<String> log = new ArrayList<>();
    try (ServerSocket server = new ServerSocket(0);
        Socket client = new Socket(server.getInetAddress(), server.getLocalPort());
        Socket accepted = server.accept()) {
      taskScope()
          .run(
              scope -> {
                Task<?> reader =
                    scope.launch(() -> ByteFlow.fromInputStream(client::getInputStream).count());
                accepted.getOutputStream().write(1);
                reader.cancelAndJoin();
                log.add("ended");
                assertThat(reader.isCancelled()).isTrue();
              });
    }
    assertThat(log).containsExactly("ended");
  }

  @Test
  void readOfNoBytes_isNotTheEnd() {
    int[] lengths = {1, 0, 1, -1};
    AtomicInteger reads = new AtomicInteger();
    InputStream hesitating =
        new InputStream() {
          @Override
          public int read() {
            throw new UnsupportedOperationException();
          }

          @Override
          public int read(byte[] buffer, int offset, int length) {
            int read = lengths[reads.getAndIncrement()];
            if (read > 0) {
              buffer[offset] = 'a';
            }
            return read;
          }
        };
    assertThat(ByteFlow.fromInputStream(() -> hesitating).decode().toList())
        .containsExactly("a", "a");
  }
}
