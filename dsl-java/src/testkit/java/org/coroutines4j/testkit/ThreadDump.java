package org.coroutines4j.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** The stacks of all threads, including virtual ones on JDK 21 or newer. */
final class ThreadDump {
  private static final int LONGEST = 100_000;

  private ThreadDump() {}

  static String take() {
    String dump = Runtime.version().feature() >= 21 ? ofAllThreads() : ofPlatformThreads();
    return dump.substring(0, Math.min(dump.length(), LONGEST));
  }

  private static String ofPlatformThreads() {
    StringBuilder dump = new StringBuilder();
    for (Map.Entry<Thread, StackTraceElement[]> thread : Thread.getAllStackTraces().entrySet()) {
      dump.append(thread.getKey()).append(' ').append(thread.getKey().getState()).append('\n');
      for (StackTraceElement frame : thread.getValue()) {
        dump.append("    at ").append(frame).append('\n');
      }
    }
    return dump.toString();
  }

  /** HotSpotDiagnosticMXBean.dumpThreads writes to a file that does not exist yet. */
  private static String ofAllThreads() {
    try {
      Path folder = Files.createTempDirectory("threads");
      Path file = folder.resolve("dump.txt");
      Class<?> type = Class.forName("com.sun.management.HotSpotDiagnosticMXBean");
      Class<?> format = Class.forName(type.getName() + "$ThreadDumpFormat");
      Object bean =
          ManagementFactory.class.getMethod("getPlatformMXBean", Class.class).invoke(null, type);
      type.getMethod("dumpThreads", String.class, format)
          .invoke(bean, file.toString(), format.getField("TEXT_PLAIN").get(null));
      String dump = Files.readString(file);
      Files.delete(file);
      Files.delete(folder);
      return dump;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("JDK 21 or newer without dumpThreads", e);
    }
  }
}
