package org.coroutines4j.testkit;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.regex.Pattern;

/** What the library logs until this is closed, in place of the console. */
public final class CapturedLog extends Handler implements AutoCloseable {
  private static final Pattern PATH = Pattern.compile("^(C4J-\\d+) \\[.* #\\d+\\]:");

  private final Logger logger = Logger.getLogger("org.coroutines4j");
  private final List<LogRecord> records = new CopyOnWriteArrayList<>();

  public CapturedLog() {
    logger.setUseParentHandlers(false);
    logger.addHandler(this);
  }

  public List<LogRecord> records() {
    return records;
  }

  /** Returns the lines without the path and id of the task, which LogLineTest checks. */
  public List<String> lines() {
    return wholeLines().stream().map(line -> PATH.matcher(line).replaceFirst("$1:")).toList();
  }

  public List<String> wholeLines() {
    return records.stream().map(LogRecord::getMessage).toList();
  }

  @Override
  public void publish(LogRecord logged) {
    records.add(logged);
  }

  @Override
  public void flush() {}

  @Override
  public void close() {
    logger.removeHandler(this);
    logger.setUseParentHandlers(true);
  }
}
