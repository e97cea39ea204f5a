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

  private static final AtomicInteger FILES = new AtomicInteger();

  private PostMortem() {}

  /** Writes the trees of all tasks of this JVM, after {@code reason}. Throws nothing. */
  public static void write(String reason) {
    write(reason, null);
  }

  /** Writes {@code job} and what is below it, or all trees if it is null. Throws nothing. */
  public static void write(String reason, @Nullable Job job) {
    String target = System.getProperty(PROPERTY, "");
    if (target.equals("off")) {
      return;
    }
    String head = TextEscapes.inLine(reason);
    try {
      List<TaskNode> trees = job == null ? TaskTrees.read(true) : TaskTrees.below(job);
      String tree = TaskTreeText.of(trees);
      if (target.isEmpty()) {
        Warning.POST_MORTEM.print(head + ":\n" + shortened(tree));
      } else {
        Warning.POST_MORTEM.print(head + ": the tasks are in " + writeFile(target, head, tree));
      }
    } catch (Throwable t) { // such as an OutOfMemoryError
      Warning.POST_MORTEM.print(head + ", but its tasks cannot be shown: " + t);
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

  private static Path writeFile(String directory, String head, String tree) throws IOException {
    try {
      String name =
          "coroutines4j-" + ProcessHandle.current().pid() + "-" + FILES.incrementAndGet() + ".txt";
      Path file = Files.createDirectories(Path.of(directory)).resolve(name).toAbsolutePath();
      return Files.writeString(
          file,
          Warning.POST_MORTEM.text(head) + "\n" + Instant.now() + "\n\n" + tree,
          StandardOpenOption.CREATE_NEW,
          StandardOpenOption.WRITE);
    } catch (IOException | InvalidPathException e) {
      Warning.POST_MORTEM.print(head + ":\n" + shortened(tree));
      throw new IOException("no file can be written in '" + directory + "': " + e, e);
    }
  }
}
