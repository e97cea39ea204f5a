package org.coroutines4j.samples.terminal;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.util.Scanner;

/**
 * Where the program writes to.
 *
 * @param out for results only, so that they can be piped
 * @param err for messages and progress
 * @param width of the terminal that {@code err} goes to, 0 if it is none
 */
public record Console(PrintStream out, PrintStream err, int width) {
  private static final int USUAL_WIDTH = 80;

  /** Standard output and standard error. */
  public static Console ofThisProcess() {
    return new Console(System.out, System.err, terminalWidth());
  }

  /** Asks the shell: the JDK does not tell whether standard error is a terminal. */
  private static int terminalWidth() {
    String size = "[ -t 2 ] && [ \"${TERM:-dumb}\" != dumb ] && stty size <&2";
    try {
      Process shell = new ProcessBuilder("sh", "-c", size).redirectError(Redirect.INHERIT).start();
      shell.getOutputStream().close();
      try (InputStream answer = shell.getInputStream()) {
        return width(new Scanner(answer, StandardCharsets.US_ASCII));
      }
    } catch (IOException e) {
      return 0; // no shell, so no such terminal
    }
  }

  private static int width(Scanner rowsAndColumns) {
    if (!rowsAndColumns.hasNextInt()) {
      return 0;
    }
    rowsAndColumns.nextInt();
    int columns = rowsAndColumns.nextInt();
    return columns > 0 ? columns : USUAL_WIDTH;
  }

  /** Whether {@code err} goes to a terminal, so that a bar may grow there. */
  public boolean isTerminal() {
    return width > 0;
  }
}
