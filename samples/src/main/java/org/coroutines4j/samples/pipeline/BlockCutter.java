package org.coroutines4j.samples.pipeline;

import java.nio.file.Path;
import org.coroutines4j.channels.ReceiveChannel;
import org.coroutines4j.channels.SendChannel;

/**
 * The second stage: cuts the text between words instead of in the middle of one. The rest of a
 * block, a part of a word, is put in front of the next one; so only that is copied.
 */
final class BlockCutter {
  private final Path file;
  private byte[] rest = new byte[0];
  private int restLength;

  BlockCutter(Path file) {
    this.file = file;
  }

  void cut(ReceiveChannel<Block> in, SendChannel<Block> out) throws NoTextException {
    for (Block block : in) {
      int from = block.from() - restLength;
      System.arraycopy(rest, 0, block.bytes(), from, restLength);
      int to = placeToCut(block);
      keepRest(block, to);
      if (to > from) {
        out.send(new Block(block.bytes(), from, to));
      }
    }
    if (restLength > 0) {
      out.send(new Block(rest, 0, restLength)); // the file ends with a word
    }
  }

  /** After the last byte that is not part of a word; before the rest if there is no such byte. */
  private int placeToCut(Block block) {
    int to = block.to();
    while (to > block.from() && Words.isPart(block.bytes()[to - 1])) {
      to--;
    }
    return to > block.from() ? to : block.from() - restLength;
  }

  private void keepRest(Block block, int from) throws NoTextException {
    restLength = block.to() - from;
    int room = block.from();
    if (restLength > room) {
      throw new NoTextException(file, room);
    }
    if (rest.length < restLength) {
      rest = new byte[Math.max(restLength, 1024)];
    }
    System.arraycopy(block.bytes(), from, rest, 0, restLength);
  }
}
