package org.coroutines4j.samples.pipeline;

/**
 * A piece of the text: the bytes from {@code from} up to {@code to}. The task that has received it
 * may change them, as no other task has it.
 */
final class Block {
  private final byte[] bytes;
  private final int from;
  private final int to;

  Block(byte[] bytes, int from, int to) {
    this.bytes = bytes;
    this.from = from;
    this.to = to;
  }

  byte[] bytes() {
    return bytes;
  }

  int from() {
    return from;
  }

  int to() {
    return to;
  }

  int length() {
    return to - from;
  }
}
