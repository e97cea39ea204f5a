package org.coroutines4j.samples.pipeline;

import org.coroutines4j.samples.terminal.Console;

/** Tells how much of a text has been dealt with. */
interface Progress extends AutoCloseable {
  static Progress on(Console console, String task, long total) {
    return console.isTerminal()
        ? new BarProgress(task, total, console)
        : new LineProgress(task, total, console.err());
  }

  void reached(long bytes);

  @Override
  void close();
}
