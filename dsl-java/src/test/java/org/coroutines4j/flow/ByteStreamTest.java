package org.coroutines4j.flow;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.coroutines4j.Async.taskScope;
import static org.coroutines4j.Async.withContext;
import static org.coroutines4j.Async.withTimeoutOrEmpty;

import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.CancellationException;
import org.coroutines4j.Dispatchers;
import org.coroutines4j.Task;
import org.coroutines4j.channels.Channel;
import org.coroutines4j.sync.AsyncEvent;
import org.junit.jupiter.api.Test;

/**
 * Guards that a read of {@code toInputStream} that ends for a reason of the reader leaves the
 * stream as it was.
 */
class ByteStreamTest {
  private final Channel<byte[]> chunks = Channel.unlimited();
  private final InputStream in = ByteFlow.of(AsyncFlow.fromChannel(chunks)).toInputStream();

  private void sendLater() {
    chunks.send("a".getBytes(UTF_8));
    chunks.close();
  }

  @Test
  void readThatTimesOut_losesNothing() throws Exception {
    try (in) {
      assertThat(withTimeoutOrEmpty(ofMillis(5), in::read)).isEmpty();
      sendLater();
      assertThat(in.readAllBytes()).asString(UTF_8).isEqualTo("a");
    }
  }

  @Test
  void readOfACancelledTask_throwsTheCancellation_alsoTheSecondTime() {
    taskScope()
        .run(
            scope -> {
              AsyncEvent begun = new AsyncEvent();
              Task<?> reader = scope.launch(() -> readTwice(begun));
              begun.await();
              reader.cancelAndJoin();
              assertThat(reader.isCancelled()).isTrue();
            });
  }

  private void readTwice(AsyncEvent begun) throws IOException {
    begun.set();
    try (in) {
      try {
        int unused = in.read();
      } catch (CancellationException e) {
        int unused = in.read(); // throws again, instead of a failure of the stream
      }
    }
  }

  @Test
  void readOnAThreadThatMustNotWait_isRefused_withoutDamage() throws Exception {
    try (in) {
      assertThatIllegalStateException()
          .isThrownBy(() -> withContext(Dispatchers.from(Runnable::run), () -> in.read()));
      sendLater();
      assertThat(in.readAllBytes()).asString(UTF_8).isEqualTo("a");
    }
  }
}
