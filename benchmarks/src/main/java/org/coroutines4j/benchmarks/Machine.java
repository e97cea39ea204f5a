package org.coroutines4j.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Describes the machine that measures. */
final class Machine {
  private Machine() {}

  static String describe() throws IOException {
    Path processors = Path.of("/proc/cpuinfo");
    String model =
        Files.isReadable(processors)
            ? Files.readAllLines(processors).stream()
                .filter(line -> line.startsWith("model name"))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElse("an unnamed processor")
            : System.getProperty("os.arch");
    return "%d cores of %s; %s; JDK %s (%s)"
        .formatted(
            Runtime.getRuntime().availableProcessors(),
            model,
            System.getProperty("os.name"),
            Runtime.version(),
            System.getProperty("java.vm.vendor"));
  }
}
