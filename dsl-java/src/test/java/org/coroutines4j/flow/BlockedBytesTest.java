package org.coroutines4j.flow;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.coroutines4j.Async.await;
import static org.coroutines4j.Async.blocking;
import static org.coroutines4j.Async.taskScope;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.coroutines4j.Dispatchers;
import org.coroutines4j.Task;
import org.coroutines4j.function.ThrowingRunnable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
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

  /** Neither an interrupt nor a close ends such a read. */
  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "runs the program sleep")
  void readOfAProcess_isEndedByItsDestruction() throws Exception {
    Process process = new ProcessBuilder("sleep", "600").start();
    CompletableFuture<Void> reading = new CompletableFuture<>();
    ByteFlow output =
        ByteFlow.fromInputStream(
            () -> {
              reading.complete(null);
              return process.getInputStream();
            });
    try {
      assertIsCancelled(reading, () -> blocking(() -> output.count(), process::destroy));
    } finally {
      process.destroyForcibly();
    }
  }

  /** No interrupt ends such a write on a platform thread. */
  @Test
  void writeToASocketThatIsNotRead_isEndedByItsClose() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Socket silent = new Socket(server.getInetAddress(), server.getLocalPort());
        Socket socket = server.accept()) {
      CompletableFuture<Void> much = new CompletableFuture<>();
      AtomicInteger chunks = new AtomicInteger();
      ByteFlow endless =
          ByteFlow.of(
              AsyncFlow.repeat(
                  () -> {
                    if (chunks.incrementAndGet() == 2) {
                      much.complete(null);
                    }
                    return new byte[100_000]; // more than the buffers of the socket hold
                  }));
      OutputStream out = socket.getOutputStream();
      assertIsCancelled(much, () -> blocking(() -> endless.writeTo(out), socket::close));
      assertThat(silent.isClosed()).isFalse();
    }
  }

  private static void assertIsCancelled(CompletableFuture<Void> begun, ThrowingRunnable body) {
    taskScope()
        .run(
            scope -> {
              Task<?> task = scope.launch(body);
              await(begun);
              task.cancelAndJoin();
              assertThat(task.isCancelled()).isTrue();
            });
  }
}
