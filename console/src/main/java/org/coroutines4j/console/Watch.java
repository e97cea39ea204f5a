package org.coroutines4j.console;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import org.jline.terminal.Attributes;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jspecify.annotations.Nullable;

/** Shows the overview again each second, and obeys the keys of the user. */
final class Watch {
  private static final long PERIOD_MILLIS = 1_000;

  /** More could not be scrolled through, and costs the JVM that is looked into. */
  private static final int MOST_NODES = 1_000;

  private static final int USUAL_HEIGHT = 24;
  private static final int USUAL_WIDTH = 80;
  private static final int LINES_WITHOUT_TERMINAL = 50;
  private static final int WIDTH_WITHOUT_TERMINAL = 1_000;

  /** To the first column and row; to the end of each line; what is below. */
  private static final String HOME = "\u001b[H";

  private static final String END_OF_LINE = "\u001b[K";
  private static final String END_OF_SCREEN = "\u001b[J";
  private static final String OTHER_SCREEN = "\u001b[?1049h\u001b[?25l";
  private static final String FORMER_SCREEN = "\u001b[?1049l\u001b[?25h";

  private final TargetJvm jvm;
  private final String pid;
  private final WatchScreen screen;
  private boolean stacks;

  Watch(TargetJvm jvm, String pid, WatchScreen screen, boolean stacks) {
    this.jvm = jvm;
    this.pid = pid;
    this.screen = screen;
    this.stacks = stacks;
  }

  /** Returns when the user quits. The end of the JVM is reported by the exception. */
  void run(PrintWriter out) throws UnreachableException, InterruptedException, IOException {
    Terminal terminal = terminal();
    if (terminal == null) {
      runWithoutKeys(out);
      return;
    }
    Attributes before = terminal.enterRawMode();
    terminal.writer().print(OTHER_SCREEN);
    Thread restoring = new Thread(() -> restore(terminal, before)); // after Ctrl-C
    Runtime.getRuntime().addShutdownHook(restoring);
    try {
      runWithKeys(terminal);
    } finally {
      restore(terminal, before);
      Runtime.getRuntime().removeShutdownHook(restoring);
      terminal.close();
    }
  }

  private static void restore(Terminal terminal, Attributes before) {
    terminal.setAttributes(before);
    terminal.writer().print(FORMER_SCREEN);
    terminal.flush();
  }

  /** Returns the terminal, by commands of the system and no native code; null if there is none. */
  private static @Nullable Terminal terminal() {
    try {
      return TerminalBuilder.builder().system(true).provider("exec").dumb(false).build();
    } catch (IOException | IllegalStateException e) {
      return null;
    }
  }

  private void runWithoutKeys(PrintWriter out) throws UnreachableException, InterruptedException {
    while (true) {
      out.print(HOME + END_OF_SCREEN);
      screen.show(overview(), LINES_WITHOUT_TERMINAL, WIDTH_WITHOUT_TERMINAL).forEach(out::println);
      out.flush();
      Thread.sleep(PERIOD_MILLIS);
    }
  }

  private Overview overview() throws UnreachableException {
    return Overview.parse(jvm.overview(stacks, MOST_NODES, screen.filter()));
  }

  private void runWithKeys(Terminal terminal) throws UnreachableException, IOException {
    Keys keys = new Keys(terminal.reader(), screen);
    String filter = screen.filter();
    Overview overview = overview();
    long next = System.nanoTime() + PERIOD_MILLIS * 1_000_000;
    while (true) {
      print(terminal, overview);
      long left = (next - System.nanoTime()) / 1_000_000;
      Character command = left > 0 ? keys.obeyNext(left) : null;
      if (command != null && command == 'q') {
        return;
      }
      stacks ^= command != null;
      if (command != null || left <= 0 || !filter.equals(screen.filter())) {
        filter = screen.filter();
        overview = overview();
        next = System.nanoTime() + PERIOD_MILLIS * 1_000_000;
      }
    }
  }

  private void print(Terminal terminal, Overview overview) {
    int rows = terminal.getSize().getRows();
    int columns = terminal.getSize().getColumns();
    int height = rows == 0 ? USUAL_HEIGHT : Math.max(3, rows); // 0 if it is not known
    int width = columns == 0 ? USUAL_WIDTH : Math.max(20, columns);
    StringBuilder text = new StringBuilder(HOME);
    text.append("process ").append(pid).append(": ");
    List<String> lines = screen.show(overview, height - 1, width - 10 - pid.length());
    text.append(String.join(END_OF_LINE + "\r\n", lines));
    terminal.writer().print(text.append(END_OF_LINE).append(END_OF_SCREEN));
    terminal.flush();
  }
}
