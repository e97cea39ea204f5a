package org.coroutines4j.samples.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.coroutines4j.Async.run;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Guards that SIGTERM under load loses no order: it is in the database, or named in the log. */
@Tag("full")
@Timeout(180)
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "needs signals, which Windows does not have")
class SigtermTest {
  private static final int CLIENTS = 4;
  private static final int BACKLOG = 100;
  private static final int QUOTES = 200;
  private static final int TERMINATED = 143;

  @TempDir Path folder;

  private final Set<String> accepted = ConcurrentHashMap.newKeySet();
  private final Map<Integer, AtomicInteger> quotes = new ConcurrentHashMap<>();
  private final AtomicInteger asked = new AtomicInteger();

  /** Two workers need five seconds for the backlog, of which the requests in flight use some. */
  @Test
  void acceptedOrders_areWritten_withinTheTime() throws Exception {
    Program program = terminatedUnderLoad(Duration.ofSeconds(30), 100);

    assertThat(program.log()).doesNotContain("not done:").contains("Graceful shutdown complete");
    assertThat(accepted).hasSizeGreaterThan(BACKLOG);
    assertThat(SlowTable.ids(url())).containsAll(accepted);
    assertThat(quotes.keySet()).isSubsetOf(200);
  }

  /** The drain takes a second here, which is too short for a hundred orders. */
  @Test
  void acceptedOrders_thatAreNotWritten_areNamedInTheLog() throws Exception {
    Program program = terminatedUnderLoad(Duration.ofSeconds(4), 200);

    String log = program.log();
    Set<String> written = SlowTable.ids(url());
    assertThat(accepted)
        .hasSizeGreaterThan(BACKLOG)
        .allMatch(id -> written.contains(id) || log.contains("not done: Order[id=" + id));
    assertThat(log).contains("not done: Order[id=");
    assertThat(quotes.keySet()).isSubsetOf(200, 503); // 503: cancelled at the end of the phase
  }

  private String url() {
    return "jdbc:h2:file:" + folder.resolve("shop") + ";DB_CLOSE_ON_EXIT=FALSE";
  }

  /** Returns when the shop has been ended by SIGTERM, with some hundred requests in flight. */
  private Program terminatedUnderLoad(Duration phase, int slowMillis) throws Exception {
    SlowTable.create(url());
    Program program =
        Program.start(
            url(),
            folder.resolve("log"),
            slowMillis,
            "spring.lifecycle.timeout-per-shutdown-phase=" + phase.toMillis() + "ms");
    try (program) {
      run(
          scope -> {
            for (int i = 0; i < CLIENTS; i++) {
              scope.launch(() -> orderUntilTheEnd(program.client));
            }
            while (program.backlog() < BACKLOG) {
              Thread.sleep(5);
            }
            for (int i = 0; i < QUOTES; i++) {
              ask(program.client);
            }
            long begin = System.nanoTime();
            assertThat(program.terminate()).isEqualTo(TERMINATED);
            // one phase is for the requests, one for the tasks
            assertThat(Shop.since(begin)).isLessThan(phase.multipliedBy(2).plusSeconds(10));
          });
    }
    System.out.printf("%d orders accepted, quotes %s of %s%n", accepted.size(), quotes, asked);
    return program;
  }

  private void ask(Client client) {
    asked.incrementAndGet();
    CompletableFuture<?> unused =
        client
            .getLater("/quote/tea")
            .thenAccept(
                answer ->
                    quotes
                        .computeIfAbsent(answer.statusCode(), status -> new AtomicInteger())
                        .incrementAndGet());
  }

  private void orderUntilTheEnd(Client client) throws InterruptedException {
    while (true) {
      try {
        HttpResponse<String> answer = client.order(Client.ORDER);
        if (answer.statusCode() == 202) {
          accepted.add(Client.id(answer));
        } else {
          assertThat(answer.statusCode()).isEqualTo(503);
          Thread.sleep(10);
        }
      } catch (IOException e) {
        return; // the shop has ended
      }
    }
  }
}
