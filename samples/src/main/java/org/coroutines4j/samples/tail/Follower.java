package org.coroutines4j.samples.tail;

import static java.time.Duration.ofMillis;
import static org.coroutines4j.Async.delay;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.coroutines4j.flow.AsyncFlow;
import org.coroutines4j.flow.Emitter;

/**
 * The lines that are appended to a file, as a flow: a generator that reads, emits and waits. A file
 * that has become shorter is read from its beginning. If another file gets the name, as log files
 * are rotated, the old one is read to its end and then the new one.
 *
 * @param file which may be renamed, and be missing for a while
 * @param fromStart whether what is in it at first is read, too
 * @param over when this is set, what has been appended until then is read and the flow ends
 */
record Follower(Path file, boolean fromStart, AtomicBoolean over) {
  private static final Duration PAUSE = ofMillis(100);
  private static final int BUFFER = 64 << 10;

  /** Lists of whole lines; an empty one at least tells that there is nothing new. */
  AsyncFlow<List<String>> lines() {
    return AsyncFlow.generate(
        out -> {
          boolean goesOn = followUntilReplaced(!fromStart, out);
          while (goesOn && isThere()) {
            goesOn = followUntilReplaced(false, out);
          }
        });
  }

  /** Returns false if all is over. */
  private boolean followUntilReplaced(boolean skipFirst, Emitter<List<String>> out)
      throws IOException {
    try (OpenFile opened = OpenFile.open(file)) {
      opened.moveTo(skipFirst ? opened.size() : 0);
      LineCutter cutter = new LineCutter();
      ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
      while (true) {
        boolean last = over.get(); // asked before reading: nothing appended until then is missed
        boolean replaced = opened.isReplaced();
        if (opened.isTruncated()) {
          cutter.end();
          opened.moveTo(0);
        }
        long size = opened.size();
        while (opened.read(buffer, size)) {
          cutter.add(buffer.array(), buffer.position());
          out.emit(cutter.takeLines());
        }
        if (replaced || last) {
          cutter.end();
          out.emit(cutter.takeLines());
          return replaced;
        }
        out.emit(cutter.takeLines());
        delay(PAUSE);
      }
    }
  }

  /** The new file may have been renamed already, and the next one not be there yet. */
  private boolean isThere() {
    while (!Files.exists(file)) {
      if (over.get()) {
        return false;
      }
      delay(PAUSE);
    }
    return true;
  }
}
