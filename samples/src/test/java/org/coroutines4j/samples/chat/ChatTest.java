package org.coroutines4j.samples.chat;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.coroutines4j.Async;
import org.coroutines4j.Task;
import org.coroutines4j.samples.terminal.Commands;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Guards that each line reaches each client, and that the end of the server loses no line. */
@Timeout(60)
class ChatTest {
  private interface Talk {
    void with(int port, Task<?> server) throws Exception;
  }

  private static void serve(int clients, Talk talk) {
    Async.run(
        scope -> {
          ChatServer server = new ChatServer(0, clients, line -> {});
          Task<?> serving = scope.launch(server::serve);
          talk.with(server.port(), serving);
          serving.cancelAndJoin();
        });
  }

  @Test
  void line_reachesAllClients() {
    serve(
        10,
        (port, server) -> {
          try (Client ada = Client.named("ada", port)) {
            try (Client bob = Client.named("bob", port)) {
              assertThat(ada.read()).isEqualTo("* bob has joined");
              bob.say("hello");
              assertThat(ada.read()).isEqualTo("bob: hello");
              assertThat(bob.read()).isEqualTo("bob: hello");
            }
            assertThat(ada.read()).isEqualTo("* bob has left");
          }
        });
  }

  @Test
  void name_thatIsTakenOrNone_isAskedForAgain() {
    serve(
        10,
        (port, server) -> {
          try (Client ada = Client.named("ada", port);
              Client other = new Client(port)) {
            assertThat(other.read()).isEqualTo("Your name?");
            for (String name : List.of("ada", "", "a b")) {
              other.say(name);
              assertThat(other.read())
                  .isEqualTo(
                      "'" + name + "' is in use, or is not a valid name. Choose another one.");
            }
            other.say("bob");
            assertThat(other.read()).isEqualTo("* bob has joined");
            assertThat(ada.read()).isEqualTo("* bob has joined");
          }
        });
  }

  @Test
  void controlCharacters_reachNoTerminal() {
    serve(
        10,
        (port, server) -> {
          try (Client ada = Client.named("ada", port)) {
            ada.say("\u001b[2Jhello");
            assertThat(ada.read()).isEqualTo("ada: ?[2Jhello");
          }
        });
  }

  @Test
  void lineWithoutEnd_endsItsClientOnly() {
    serve(
        10,
        (port, server) -> {
          try (Client ada = Client.named("ada", port);
              Client endless = Client.named("endless", port)) {
            assertThat(ada.read()).isEqualTo("* endless has joined");
            endless.say("x".repeat(30_000));
            assertThat(ada.read()).isEqualTo("* endless has left");
          }
        });
  }

  @Test
  void clientBeyondTheLimit_isRefused() {
    serve(
        1,
        (port, server) -> {
          try (Client ada = Client.named("ada", port);
              Client late = new Client(port)) {
            assertThat(late.read()).isEqualTo("The room is full.");
            assertThat(late.read()).isNull();
            ada.say("still here");
            assertThat(ada.read()).isEqualTo("ada: still here");
          }
        });
  }

  @Test
  void clientThatDoesNotRead_holdsUpNoOther() {
    serve(
        10,
        (port, server) -> {
          String text = "x".repeat(10_000);
          try (Client deaf = Client.named("deaf", port);
              Client ada = Client.named("ada", port)) {
            for (int i = 0; i < 2_000; i++) { // 20 MB, more than the buffers of a socket
              ada.say(text);
              assertThat(ada.read()).isEqualTo("ada: " + text);
            }
            assertThat(deaf.read()).isEqualTo("* ada has joined");
          }
        });
  }

  @Test
  void cancelledServer_givesEachClientItsLastLines() {
    serve(
        10,
        (port, server) -> {
          try (Client ada = Client.named("ada", port);
              Client guest = new Client(port)) {
            assertThat(guest.read()).isEqualTo("Your name?");
            ada.say("last words");
            assertThat(ada.read()).isEqualTo("ada: last words");
            server.cancel();
            assertThat(ada.read()).isEqualTo("* the server is closing");
            assertThat(guest.read()).isEqualTo("* the server is closing");
            assertThat(guest.read()).isNull();
          }
        });
  }

  @Test
  @Tag("full")
  void interruptedCommand_saysGoodbye() throws Exception {
    Process child = Commands.start(Main.class, List.of(), "--port", "0");
    try (BufferedReader out =
            new BufferedReader(new InputStreamReader(child.getInputStream(), UTF_8));
        BufferedReader err =
            new BufferedReader(new InputStreamReader(child.getErrorStream(), UTF_8))) {
      Matcher port = Pattern.compile("listening on port (\\d+); .*").matcher(out.readLine());
      assertThat(port.matches()).isTrue();
      try (Client ada = Client.named("ada", Integer.parseInt(port.group(1)))) {
        String unused = Commands.interrupt(child, err);
        assertThat(ada.read()).isEqualTo("* the server is closing");
        assertThat(ada.read()).isNull();
      }
    } finally {
      child.destroyForcibly();
    }
  }

  @Test
  void portInUse_isReportedInOneLine() throws IOException {
    ChatServer first = new ChatServer(0, 1, line -> {});
    String port = "--port=" + first.port();
    Commands.Result result = Commands.run(Main::new, port);
    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).startsWith("chat: ").contains("in use");
    assertThat(Commands.run(Main::new, "--clients=0").err())
        .startsWith("chat: --clients must be from 1 to 100000, but is 0");
    Async.run(scope -> scope.launch(first::serve).cancelAndJoin());
  }
}
