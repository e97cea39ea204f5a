package org.coroutines4j.internal.task;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import kotlinx.coroutines.Job;
import org.coroutines4j.runtime.debug.TextEscapes;
import org.coroutines4j.runtime.debug.Warning;
import org.jspecify.annotations.Nullable;

/**
 * Writes what the tasks were doing when they could not be ended in order: to the standard error
 * stream, or to a file in the directory that the system property {@code coroutines4j.postMortem}
 * names. Its value {@code off} switches that off.
 */
public final class PostMortem {
  private static final String PROPERTY = "coroutines4j.postMortem";

  /** More would flood a terminal. */
  private static final int MOST_LINES = 200;

  private static final long MOST_MILLIS = 2_000;

  private static final AtomicInteger FILES = new AtomicInteger();

  private PostMortem() {}

  /** Writes the trees of all tasks of this JVM, after {@code reason}, as the other method does. */
  public static void write(String reason) {
    write(reason, null);
  }

  /**
   * Writes {@code job} and what is below it, or all trees if it is null. Takes at most two seconds,
   * because the reader of the stream, or the file system, may be slow. Throws nothing.
   */
  public static void write(String reason, @Nullable Job job) {
    if (System.getProperty(PROPERTY, "").equals("off")) {
      return;
    }
    try {
      Thread writer = new Thread(() -> writeNow(reason, job), "coroutines4j-post-mortem");
      writer.setDaemon(true);
      writer.start();
      join(writer);
    } catch (Throwable t) { // no thread can be started
      writeNow(reason, job);
    }
  }

  private static void join(Thread writer) {
    try {
      writer.join(MOST_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void writeNow(String reason, @Nullable Job job) {
    String head = TextEscapes.inLine(reason);
    try {
      String tree = TaskTreeText.of(job == null ? TaskTrees.read(true) : TaskTrees.below(job));
      String directory = System.getProperty(PROPERTY, "");
      if (directory.isEmpty()) {
        Warning.POST_MORTEM.print(head + ":\n" + shortened(tree));
      } else {
        writeFile(directory, head, tree);
      }
    } catch (Throwable t) { // such as an OutOfMemoryError
      try {
        Warning.POST_MORTEM.print(head + ", but its tasks cannot be shown: " + t);
      } catch (Throwable again) {
        // There is no memory even for that.
      }
    }
  }

  private static String shortened(String tree) {
    List<String> lines = tree.lines().toList();
    if (lines.size() <= MOST_LINES) {
      return tree;
    }
    return lines.stream().limit(MOST_LINES).collect(Collectors.joining("\n"))
        + "\nand "
        + (lines.size() - MOST_LINES)
        + " more lines. To have them all in a file, set -D"
        + PROPERTY
        + "=DIRECTORY\n";
  }

  private static void writeFile(String directory, String head, String tree) {
    try {
      Path file = Files.createDirectories(Path.of(directory)).resolve(newName()).toAbsolutePath();
      Files.writeString(
          file,
          Warning.POST_MORTEM.text(head) + "\n" + Instant.now() + "\n\n" + tree,
          StandardOpenOption.CREATE_NEW,
          StandardOpenOption.WRITE);
      Warning.POST_MORTEM.print(head + ": the tasks are in " + file);
    } catch (IOException | InvalidPathException e) {
      Warning.POST_MORTEM.print(
          head
              + ", and no file can be written in '"
              + directory
              + "' ("
              + e
              + "):\n"
              + shortened(tree));
    }
  }

  /** Returns a new name, also where the process id is always 1 and the directory is kept. */
  private static String newName() {
    return "coroutines4j-%d-%d-%d.txt"
        .formatted(
            ProcessHandle.current().pid(), System.currentTimeMillis(), FILES.incrementAndGet());
  }
}
