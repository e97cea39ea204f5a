package org.coroutines4j.console;

import java.io.PrintWriter;
import java.util.List;

/** Shows the tree again each second, as {@code watch} does. */
final class Watch {
  private static final long PERIOD_MILLIS = 1_000;
  private static final String CLEAR = "\u001b[H\u001b[2J";

  private final TargetJvm jvm;
  private final TreePrinter printer;
  private final boolean stacks;

  Watch(TargetJvm jvm, TreePrinter printer, boolean stacks) {
    this.jvm = jvm;
    this.printer = printer;
    this.stacks = stacks;
  }

  /** Returns when the JVM has ended, which it reports by the exception. */
  void run(PrintWriter out) throws UnreachableException, InterruptedException {
    while (true) {
      List<String> lines = printer.lines(Node.parse(jvm.tree(stacks)));
      out.print(CLEAR);
      lines.stream().limit(height()).forEach(out::println);
      out.flush();
      Thread.sleep(PERIOD_MILLIS);
    }
  }

  private static int height() {
    String rows = System.getenv("LINES");
    return rows != null && rows.matches("[1-9][0-9]{0,3}") ? Integer.parseInt(rows) - 1 : 50;
  }
}
