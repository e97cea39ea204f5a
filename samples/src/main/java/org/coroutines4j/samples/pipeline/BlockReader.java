package org.coroutines4j.samples.pipeline;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.coroutines4j.channels.SendChannel;

/** The first stage: reads the file, block by block. */
final class BlockReader {
  private final Path file;
  private final int blockSize;
  private final Spare<byte[]> spare;
  private final InFlight inFlight;

  BlockReader(Path file, int blockSize, Spare<byte[]> spare, InFlight inFlight) {
    this.file = file;
    this.blockSize = blockSize;
    this.spare = spare;
    this.inFlight = inFlight;
  }

  /** Each block leaves room in front of it, for the rest of the one before. */
  void sendTo(SendChannel<Block> out) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      while (true) {
        byte[] bytes = spare.take();
        int length = in.readNBytes(bytes, bytes.length - blockSize, blockSize);
        if (length == 0) {
          return;
        }
        inFlight.read(length);
        int from = bytes.length - blockSize;
        out.send(new Block(bytes, from, from + length));
      }
    }
  }
}
