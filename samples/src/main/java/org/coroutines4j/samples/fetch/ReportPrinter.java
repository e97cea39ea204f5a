package org.coroutines4j.samples.fetch;

import java.io.PrintStream;

/** How a report is told to the user. */
interface ReportPrinter {
  void print(Report report, PrintStream out);
}
