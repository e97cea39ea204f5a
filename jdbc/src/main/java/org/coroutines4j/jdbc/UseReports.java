package org.coroutines4j.jdbc;

import java.lang.StackWalker.StackFrame;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.coroutines4j.Diagnostics;

/** Logs that two tasks use a connection concurrently, once for each line of code. */
final class UseReports {
  /** The code of the warning, which has a paragraph in {@code docs/troubleshooting.md}. */
  private static final String CODE = "C4J-901";

  /** Lines that are remembered. A program with more has read the warning by then. */
  private static final int MOST_LINES = 1_000;

  /** The classes between the code of the user and the check. */
  private static final Set<String> OURS =
      Stream.of(
              ConnectionUse.class,
              JdbcObject.class,
              LobInput.class,
              LobOutput.class,
              LobReader.class,
              LobWriter.class,
              Session.class,
              Streams.class,
              UseReports.class)
          .map(Class::getName)
          .collect(Collectors.toSet());

  private static final Pattern PROXY = Pattern.compile("\\.\\$Proxy\\d+$");

  private final Set<String> lines = ConcurrentHashMap.newKeySet();

  /** Returns the message about the task {@code caller}, which found {@code other} inside a call. */
  static String text(String caller, String other) {
    return "tasks '"
        + TaskNames.inLine(caller)
        + "' and '"
        + TaskNames.inLine(other)
        + "' use a connection concurrently. Each would work in the transaction of the other: give"
        + " each task a connection of its own.";
  }

  /** Logs {@code text} for the current task, unless this line of code has been logged. */
  void log(String text) {
    String line = callSite();
    if (lines.size() >= MOST_LINES || !lines.add(line)) {
      return;
    }
    Diagnostics.warn(CODE, text + " The call is at " + line);
  }

  /** Returns the line of code that has called JDBC. */
  private static String callSite() {
    return StackWalker.getInstance()
        .walk(frames -> firstOfUser(frames).map(StackFrame::toStackTraceElement))
        .map(StackTraceElement::toString)
        .orElse("an unknown line");
  }

  private static Optional<StackFrame> firstOfUser(Stream<StackFrame> frames) {
    return frames.filter(frame -> !isOnTheWay(frame.getClassName())).findFirst();
  }

  private static boolean isOnTheWay(String type) {
    return OURS.contains(type)
        || type.startsWith("java.")
        || type.startsWith("jdk.")
        || PROXY.matcher(type).find();
  }
}
