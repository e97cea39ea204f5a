package org.coroutines4j.flow;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.coroutines4j.Async.await;
import static org.coroutines4j.Async.taskScope;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import org.coroutines4j.Dispatchers;
import org.coroutines4j.Task;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Guards that reads and writes which block end when they are cancelled, and fail as they should.
 */
class BlockedBytesTest {
  /** A pipe tells when it is read. */
  private static final class Pipe extends PipedInputStream {
    final CompletableFuture<Void> read = new CompletableFuture<>();

    Pipe(PipedOutputStream source) throws IOException {
      super(source);
    }

    @Override
    public synchronized int read(byte[] buffer, int from, int length) throws IOException {
      read.complete(null);
      return super.read(buffer, from, length);
    }
  }

  @Test
  void cancellation_endsTheReadOfAPipe() throws Exception {
    try (PipedOutputStream source = new PipedOutputStream();
        Pipe pipe = new Pipe(source)) {
      taskScope()
          .run(
              scope -> {
                Task<?> reader = scope.launch(() -> ByteFlow.fromInputStream(() -> pipe).count());
                await(pipe.read);
                reader.cancelAndJoin();
                assertThat(reader.isCancelled()).isTrue();
                assertThat(Thread.currentThread().isInterrupted()).isFalse();
              });
    }
  }

  @Test
  void cancellation_endsTheReadOfAReader() throws Exception {
    try (PipedOutputStream source = new PipedOutputStream();
        Pipe pipe = new Pipe(source)) {
      taskScope()
          .run(
              scope -> {
                Task<?> reader =
                    scope.launch(
                        () ->
                            AsyncFlow.fromReader(() -> new InputStreamReader(pipe, UTF_8)).count());
                await(pipe.read);
                reader.cancelAndJoin();
                assertThat(reader.isCancelled()).isTrue();
              });
    }
  }

  /** A flush that reports the interrupt of a cancellation as an IOException. */
  @Test
  void cancellationOfAFlush_isACancellation() {
    CompletableFuture<Void> flushing = new CompletableFuture<>();
    AtomicReference<Throwable> thrown = new AtomicReference<>();
    OutputStream slow =
        new OutputStream() {
          @Override
          public void write(int b) {}

          @Override
          public void flush() throws IOException {
            flushing.complete(null);
            try {
              Thread.sleep(60_000);
            } catch (InterruptedException e) {
              throw new InterruptedIOException();
            }
          }
        };
    taskScope()
        .run(
            scope -> {
              Task<?> writer =
                  scope.launch(
                      () -> {
                        try {
                          ByteFlow.ofText(AsyncFlow.of("a")).writeTo(slow);
                        } catch (Throwable t) {
                          thrown.set(t);
                          throw t;
                        }
                      });
              await(flushing);
              writer.cancelAndJoin();
            });
    assertThat(thrown.get()).isInstanceOf(CancellationException.class);
  }

  @Test
  void streamThatHasFailed_failsAgain() throws IOException {
    try (InputStream in =
        ByteFlow.of(
                AsyncFlow.<byte[]>generate(
                    out -> {
                      out.emit(new byte[] {1});
                      throw new IOException("cut off");
                    }))
            .toInputStream()) {
      assertThat(in.read()).isEqualTo(1);
      assertThatIOException().isThrownBy(in::read).withMessage("cut off");
      assertThatIOException()
          .isThrownBy(in::read)
          .withMessage("the stream has failed before")
          .withStackTraceContaining("cut off");
    }
  }

  @Test
  void writeThatIsRefused_leavesTheFile(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("kept.txt"), "precious");
    ExecutorService executor = Executors.newSingleThreadExecutor();
    try {
      taskScope()
          .run(
              scope ->
                  scope
                      .on(Dispatchers.from(executor))
                      .launch(
                          () ->
                              assertThatIllegalStateException()
                                  .isThrownBy(
                                      () -> ByteFlow.ofText(AsyncFlow.of("new")).writeTo(file)))
                      .await());
    } finally {
      executor.shutdown();
    }
    assertThat(Files.readString(file)).isEqualTo("precious");
  }
}
