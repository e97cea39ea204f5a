package org.coroutines4j.console;

import java.io.PrintWriter;
import java.net.URISyntaxException;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The program {@code java -jar coroutines4j-console.jar}. */
@Command(
    name = "coroutines4j-console",
    description = "Shows the tasks of a running JVM, and what each of them waits for.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "Without a PID it lists the JVMs of this user that use coroutines4j.",
      "Exit code: 0 all is well; 1 the JVM cannot be reached, or has ended; 2 bad arguments."
    })
public final class Main implements Callable<Integer> {
  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it before it calls the command
  private CommandSpec spec;

  @Parameters(paramLabel = "PID", arity = "0..1", description = "The process to look into.")
  private @Nullable String pid;

  @ArgGroup private @Nullable View view;

  @Option(
      names = {"-s", "--stacks"},
      description = "Tells where each thread is. That takes a stack trace of each of them.")
  private boolean stacks;

  @Option(
      names = {"-f", "--filter"},
      paramLabel = "TEXT",
      defaultValue = "",
      description = "Shows nodes whose name contains the text, with those above and below them.")
  private String filter = "";

  @Option(
      names = {"-w", "--by-wait"},
      description = "Shows the longest waits first.")
  private boolean byWait;

  @Option(
      names = {"-d", "--depth"},
      paramLabel = "N",
      defaultValue = "200",
      description = "How many levels to show (default: ${DEFAULT-VALUE}).")
  private int depth;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      defaultValue = "0",
      description = "With --web: the port of the page on this machine (default: any free one).")
  private int port;

  @Option(
      names = "--load-agent",
      description = "Loads an agent into a JVM that has the library in a jar within a jar.")
  private boolean loadAgent;

  /** What to show instead of one tree. */
  static final class View {
    @Option(names = "--json", description = "Prints the tree as JSON.")
    boolean json;

    @Option(
        names = "--watch",
        description = "Shows the tree again each second. Keys sort, filter and unfold it.")
    boolean watch;

    @Option(names = "--web", description = "Shows a page in the browser, until Ctrl-C.")
    boolean web;
  }

  /** Runs the program. */
  public static void main(String... args) {
    Charset charset = Charset.defaultCharset(); // that of the terminal
    PrintWriter out = new PrintWriter(System.out, true, charset);
    System.exit(run(out, new PrintWriter(System.err, true, charset), args));
  }

  static int run(PrintWriter out, PrintWriter err, String... args) {
    return new CommandLine(new Main())
        .setOut(out)
        .setErr(err)
        .setExecutionExceptionHandler(
            (e, commandLine, unused) -> {
              if (e instanceof UnreachableException) {
                commandLine.getErr().println("coroutines4j-console: " + e.getMessage());
                return 1;
              }
              throw e;
            })
        .execute(args);
  }

  @Override
  public Integer call() throws Exception {
    if (depth < 1) {
      throw new CommandLine.ParameterException(
          spec.commandLine(), "--depth must be at least 1, but is " + depth);
    }
    if (port < 0 || port > 65_535) {
      throw new CommandLine.ParameterException(
          spec.commandLine(), "--port must be from 0 to 65535, but is " + port);
    }
    PrintWriter out = spec.commandLine().getOut();
    if (pid == null) {
      return list(out);
    }
    try (TargetJvm jvm = Attachment.connect(pid, loadAgent ? ownJar() : null)) {
      show(jvm, pid, out);
    }
    return 0;
  }

  private void show(TargetJvm jvm, String process, PrintWriter out) throws Exception {
    if (view != null && view.json) {
      out.println(jvm.tree(stacks));
    } else if (view != null && view.watch) {
      new Watch(jvm, process, new WatchScreen(filter, byWait), stacks).run(out);
    } else if (view != null && view.web) {
      try (WebPage page = new WebPage(jvm, process, port, stacks)) {
        out.println(page.url());
        Thread.sleep(Duration.ofDays(3_650).toMillis()); // until Ctrl-C
      }
    } else {
      new TreePrinter(filter, byWait, depth)
          .lines(Node.parse(jvm.tree(stacks)))
          .forEach(out::println);
    }
  }

  private static Path ownJar() {
    try {
      return Path.of(Main.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static int list(PrintWriter out) throws InterruptedException {
    List<JvmList.Entry> found = JvmList.find();
    if (found.isEmpty()) {
      out.println("no JVM of this user has opened a scope of coroutines4j");
    }
    found.forEach(jvm -> out.println(jvm.pid() + " " + Escapes.inTerminal(jvm.program())));
    return 0;
  }
}
