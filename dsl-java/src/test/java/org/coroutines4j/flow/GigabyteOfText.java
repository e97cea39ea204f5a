package org.coroutines4j.flow;

import static org.coroutines4j.Async.run;

import java.io.InputStream;

/** A program that reads generated text as lines, in little memory. */
public final class GigabyteOfText {
  private GigabyteOfText() {}

  /** Prints the number of lines of {@code args[0]} bytes of text, of 64 bytes each. */
  public static void main(String[] args) {
    long bytes = Long.parseLong(args[0]);
    run(
        scope ->
            System.out.println(
                ByteFlow.fromInputStream(() -> new Generated(bytes))
                    .lines()
                    .filter(line -> line.length() == Generated.LINE - 1)
                    .count()));
  }

  private static final class Generated extends InputStream {
    static final int LINE = 64;

    private final long size;
    private long at;

    Generated(long size) {
      this.size = size;
    }

    @Override
    public int read() {
      return at == size ? -1 : byteAt(at++);
    }

    @Override
    public int read(byte[] target, int offset, int length) {
      int count = (int) Math.min(length, size - at);
      for (int i = 0; i < count; i++) {
        target[offset + i] = byteAt(at++);
      }
      return count == 0 && length > 0 ? -1 : count;
    }

    private static byte byteAt(long position) {
      int column = (int) (position % LINE);
      return (byte) (column == LINE - 1 ? '\n' : 'a' + column % 26);
    }
  }
}
