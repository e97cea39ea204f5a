package org.coroutines4j.samples.chat;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.coroutines4j.Async;
import org.coroutines4j.samples.terminal.Console;
import org.coroutines4j.samples.terminal.ConsoleCommand;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command: {@code samples/run chat --help}. */
@Command(
    name = "chat",
    description = "Serves a chat room on this machine. Each line of a client goes to all clients.",
    footer = {
      "",
      "Connect with nc localhost PORT, or with telnet. Ctrl-C says goodbye to the clients, and"
          + " ends when each has its last lines.",
      "Exit code: 2 bad arguments, or the port is in use; 130 Ctrl-C."
    })
public final class Main extends ConsoleCommand implements Callable<Integer> {
  @Option(
      names = {"-p", "--port"},
      paramLabel = "PORT",
      defaultValue = "4444",
      description = "The port; 0 for any free one (default: ${DEFAULT-VALUE}).")
  private int port;

  @Option(
      names = {"-c", "--clients"},
      paramLabel = "N",
      defaultValue = "100",
      description = "How many clients may be in the room (default: ${DEFAULT-VALUE}).")
  private int clients;

  Main(Console console) {
    super(console);
  }

  /** Ends the JVM with the exit code of the command. */
  public static void main(String[] args) {
    System.exit(new Main(Console.ofThisProcess()).run(args));
  }

  @Override
  public Integer call() throws IOException {
    requireRange("--port", port, 0, 65_535);
    requireRange("--clients", clients, 1, 100_000);
    ChatServer server = new ChatServer(port, clients, console().out()::println);
    console().out().println("listening on port " + server.port() + "; Ctrl-C ends");
    Async.run(scope -> server.serve());
    return 0;
  }
}
