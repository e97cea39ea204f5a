package org.coroutines4j.console;

import java.io.PrintWriter;
import java.io.StringWriter;

/** What a run of the console printed, and its exit code. */
record Ran(int exitCode, String out, String err) {
  static Ran console(String... args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int exitCode = Main.run(new PrintWriter(out, true), new PrintWriter(err, true), args);
    return new Ran(exitCode, out.toString(), err.toString());
  }
}
