package org.coroutines4j.console;

import java.io.IOException;

/** A program that does not use the library. */
final class PlainProgram {
  private PlainProgram() {}

  /** Runs the program. */
  public static void main(String[] args) throws IOException {
    System.out.println("ready");
    int unused = System.in.read();
  }
}
