package org.coroutines4j.samples.tail;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;
import org.coroutines4j.samples.terminal.Console;

/** Shows matching lines and, below them, how many come per second. */
final class Screen implements AutoCloseable {
  private final List<Path> files;
  private final Console console;
  private boolean isRateShown;

  Screen(List<Path> files, Console console) {
    this.files = files;
    this.console = console;
  }

  synchronized void show(Found found) throws IOException {
    if (!found.matches().isEmpty()) {
      clearRate();
      String name = files.size() > 1 ? files.get(found.file()) + ": " : "";
      found.matches().forEach(line -> console.out().println(name + line));
      if (console.out().checkError()) {
        throw new IOException("the lines cannot be written: the reader of the output has gone");
      }
    }
  }

  /** One line, which is overwritten on a terminal; elsewhere none while nothing comes. */
  synchronized void showRate(Tally before, Tally now) {
    String rate = rate(before, now);
    if (console.isTerminal()) {
      clearRate();
      console.err().print(rate.substring(0, Math.min(rate.length(), console.width() - 1)));
      console.err().flush();
      isRateShown = true;
    } else if (!now.total().equals(before.total())) {
      console.err().println(rate);
    }
  }

  private String rate(Tally before, Tally now) {
    StringJoiner rate = new StringJoiner("; ");
    for (int i = 0; i < files.size(); i++) {
      Tally.Count perSecond = now.perSecond(before, i);
      rate.add(
          String.format(
              Locale.ROOT,
              "%s %,d lines/s, %,d matches/s",
              files.get(i).getFileName(),
              perSecond.lines(),
              perSecond.matches()));
    }
    return rate.toString();
  }

  private void clearRate() {
    if (isRateShown) {
      console.err().print("\r" + " ".repeat(console.width() - 1) + "\r");
      console.err().flush();
      isRateShown = false;
    }
  }

  @Override
  public synchronized void close() {
    clearRate();
  }
}
