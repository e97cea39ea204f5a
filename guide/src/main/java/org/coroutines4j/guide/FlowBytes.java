package org.coroutines4j.guide;

// region imports
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.coroutines4j.flow.AsyncFlow;
import org.coroutines4j.flow.ByteFlow;

// endregion

/** Flows of bytes, text and lines. */
public final class FlowBytes {
  private FlowBytes() {}

  /** Runs the program. */
  public static void main(String[] args) throws IOException {
    Path log = Files.createTempFile("app", ".log");
    try {
      lines(log);
    } finally {
      Files.delete(log);
    }
  }

  private static void lines(Path log) {
    // region lines
    ByteFlow.ofText(AsyncFlow.of("ok 1\nbad", " 2\nok 3\n")).writeTo(log);
    List<String> bad =
        ByteFlow.fromPath(log)
            .lines() // a line may be in several chunks, and a character too
            .filter(line -> line.startsWith("bad"))
            .toList();
    System.out.println(bad);
    // endregion
  }
}
