package org.coroutines4j.engine;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.coroutines4j.Async.await;
import static org.coroutines4j.Async.blocking;
import static org.coroutines4j.Async.delay;
import static org.coroutines4j.Async.nonCancellable;
import static org.coroutines4j.Async.supervisorScope;
import static org.coroutines4j.Async.withTimeout;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.coroutines4j.Dispatcher;
import org.coroutines4j.Dispatchers;
import org.coroutines4j.ServiceScope;
import org.coroutines4j.Task;
import org.coroutines4j.TimeoutExceededException;
import org.coroutines4j.function.ThrowingRunnable;
import org.coroutines4j.testkit.Pause;
import org.coroutines4j.testkit.Poll;
import org.coroutines4j.testkit.Rounds;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Guards that a blocked body ends promptly when it is cancelled or timed out, however it blocks,
 * that its cleanup can use files and sockets, and that its scope waits for it.
 */
@Tag("stress")
class BlockingCallsTest {
  private static final Duration LONG = ofSeconds(1000);

  @TempDir Path folder;
  private ServerSocket echo;
  private HttpServer silent;
  private final CountDownLatch release = new CountDownLatch(1);

  private enum Way {
    DELAY,
    AWAIT,
    SLEEP,
    QUEUE,
    LOCK,
    HTTP,
    SOCKET
  }

  /**
   * How the cleanup is kept from the interrupt. A plain call of the JDK may throw while its thread
   * is still being interrupted, and sockets leave the flag set; so either the call is made in
   * {@code blocking}, which waits for that, or the cleanup in {@code nonCancellable}.
   */
  private enum Guard {
    BLOCKING_VERB,
    SHIELDED_CLEANUP
  }

  static Stream<Arguments> waysAndDispatchers() {
    return Stream.of(Guard.values()).flatMap(BlockingCallsTest::waysAndDispatchers);
  }

  private static Stream<Arguments> waysAndDispatchers(Guard guard) {
    return Stream.of(Way.values())
        .flatMap(
            way ->
                Stream.of(
                    Arguments.of(way, guard, Dispatchers.virtual()),
                    Arguments.of(way, guard, Dispatchers.cpu()),
                    Arguments.of(way, guard, Dispatchers.virtual().limitedParallelism(1))));
  }

  @BeforeEach
  void startServers() throws IOException {
    echo = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread acceptor = new Thread(this::serveOneByte, "echo");
    acceptor.setDaemon(true);
    acceptor.start();
    silent = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    silent.createContext("/", exchange -> awaitRelease());
    silent.start();
  }

  /** Answers the first byte of each connection, and then nothing. */
  private void serveOneByte() {
    while (!echo.isClosed()) {
      try {
        Socket socket = echo.accept();
        Thread connection =
            new Thread(
                () -> {
                  try (socket) {
                    socket.getOutputStream().write(socket.getInputStream().read());
                    awaitRelease();
                  } catch (IOException e) {
                    // the client has gone, as it should
                  }
                },
                "connection");
        connection.setDaemon(true);
        connection.start();
      } catch (IOException e) {
        return; // closed
      }
    }
  }

  private void awaitRelease() {
    try {
      release.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @AfterEach
  void stopServers() throws IOException {
    release.countDown();
    silent.stop(0);
    echo.close();
  }

  @ParameterizedTest
  @MethodSource("waysAndDispatchers")
  void cancelledBody_endsPromptly_cleansUp_andIsWaitedFor(
      Way way, Guard guard, Dispatcher dispatcher) throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    Cleanup cleanup = new Cleanup(guard);
    try (ServiceScope scope = ServiceScope.open("test")) {
      Task<?> task =
          scope.on(dispatcher).launch(() -> cleanup.after(begun, () -> waitIn(way, guard)));
      begun.await();
      task.cancel();
      task.join();
      assertThat(cleanup.result).isEqualTo("clean y");
      assertThat(task.isCancelled()).describedAs("%s", task.awaitOutcome()).isTrue();
    }
  }

  @ParameterizedTest
  @MethodSource("waysAndDispatchers")
  void timedOutBody_endsPromptly_cleansUp_andIsWaitedFor(
      Way way, Guard guard, Dispatcher dispatcher) {
    Cleanup cleanup = new Cleanup(guard);
    assertThatThrownBy(
            () ->
                supervisorScope()
                    .on(dispatcher)
                    .run(
                        scope ->
                            withTimeout(
                                ofMillis(50),
                                () ->
                                    cleanup.after(
                                        new CountDownLatch(1), () -> waitIn(way, guard)))))
        .isInstanceOf(TimeoutExceededException.class);
    assertThat(cleanup.result).isEqualTo("clean y");
  }

  private void waitIn(Way way, Guard guard) throws Exception {
    if (guard == Guard.BLOCKING_VERB && way != Way.DELAY && way != Way.AWAIT) {
      blocking(() -> waitPlainly(way));
    } else {
      waitPlainly(way);
    }
  }

  private void waitPlainly(Way way) throws Exception {
    switch (way) {
      case DELAY -> delay(LONG);
      case AWAIT -> await(new CompletableFuture<>());
      case SLEEP -> Thread.sleep(LONG.toMillis());
      case QUEUE -> new LinkedBlockingQueue<Integer>().take();
      case LOCK -> lockHeldByAnother();
      case HTTP -> requestSilence();
      case SOCKET -> readFromSilence();
    }
  }

  private static void lockHeldByAnother() throws InterruptedException {
    ReentrantLock lock = new ReentrantLock();
    Thread holder = new Thread(lock::lock, "holder");
    holder.start();
    holder.join();
    lock.lockInterruptibly();
  }

  private void requestSilence() throws Exception {
    URI uri = URI.create("http://localhost:" + silent.getAddress().getPort() + "/");
    HttpClient client = HttpClient.newHttpClient();
    client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
  }

  /** An interrupt stops the read on a virtual thread; a platform thread needs its socket closed. */
  private void readFromSilence() throws Exception {
    try (Socket socket = new Socket(echo.getInetAddress(), echo.getLocalPort())) {
      socket.getOutputStream().write('x');
      InputStream in = socket.getInputStream();
      int answer = in.read();
      int never =
          isVirtual(Thread.currentThread()) ? in.read() : blocking(() -> in.read(), socket::close);
      throw new AssertionError("read " + answer + " and " + never);
    }
  }

  @Test
  @EnabledForJreRange(min = JRE.JAVA_21, disabledReason = "an interrupt stops virtual threads only")
  void plainSocketRead_leavesItsInterrupt_aShieldProtectsTheCleanup() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    AtomicBoolean interrupted = new AtomicBoolean();
    Path file = folder.resolve("shielded");
    try (ServiceScope scope = ServiceScope.open("test")) {
      Task<?> task =
          scope.launch(
              () -> {
                try (Socket socket = new Socket(echo.getInetAddress(), echo.getLocalPort())) {
                  begun.countDown();
                  socket.getInputStream().read();
                } finally {
                  interrupted.set(Thread.currentThread().isInterrupted());
                  nonCancellable(() -> write(file));
                }
              });
      begun.await();
      task.cancel();
      task.join();
      assertThat(task.isCancelled()).describedAs("%s", task.awaitOutcome()).isTrue();
    }
    assertThat(interrupted).isTrue();
    assertThat(file).hasContent("clean");
  }

  private static void write(Path file) throws IOException {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.wrap("clean".getBytes(StandardCharsets.UTF_8)));
    }
  }

  private static boolean isVirtual(Thread thread) {
    return thread.toString().startsWith("VirtualThread");
  }

  /** The finally of a body: plain blocking file and socket I/O, which an interrupt would break. */
  private final class Cleanup {
    private final Guard guard;
    private volatile String result = "did not run";

    Cleanup(Guard guard) {
      this.guard = guard;
    }

    void after(CountDownLatch begun, ThrowingRunnable work) throws Exception {
      try {
        begun.countDown();
        work.run();
      } finally {
        result = guard == Guard.SHIELDED_CLEANUP ? nonCancellable(this::cleanUp) : cleanUp();
      }
    }

    private String cleanUp() {
      try (Socket socket = new Socket(echo.getInetAddress(), echo.getLocalPort())) {
        Path file = folder.resolve("cleanup");
        write(file);
        socket.getOutputStream().write('y');
        return Files.readString(file) + " " + (char) socket.getInputStream().read();
      } catch (IOException e) {
        return e.toString();
      }
    }
  }

  @Test
  void whatEndsABlockingCall_neverRunsAfterTheCall() {
    AtomicBoolean late = new AtomicBoolean();
    Rounds rounds = Rounds.atLeast(300);
    for (int i = rounds.take(); i >= 0; i = rounds.take()) {
      int spins = i % 300;
      AtomicBoolean calling = new AtomicBoolean();
      AtomicBoolean returned = new AtomicBoolean();
      supervisorScope()
          .run(
              scope -> {
                Task<?> task =
                    scope.launch(
                        () -> {
                          try {
                            int unused =
                                blocking(
                                    () -> spin(calling, spins),
                                    () -> late.compareAndSet(false, returned.get()));
                          } finally {
                            returned.set(true);
                          }
                        });
                Poll.until(calling::get);
                task.cancel();
              });
      assertThat(late).describedAs("round %d", i).isFalse();
    }
  }

  private static int spin(AtomicBoolean calling, int spins) {
    calling.set(true);
    Pause.of(spins);
    return spins;
  }
}
