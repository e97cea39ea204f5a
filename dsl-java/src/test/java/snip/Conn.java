package snip;

import java.io.IOException;

/** Something that must be closed, whose methods may fail. */
public final class Conn implements AutoCloseable {
  /** No value. */
  public void exec(String statement) throws IOException {}

  /** A value. */
  public int query(String statement) throws IOException {
    return statement.length();
  }

  @Override
  public void close() throws IOException {}
}
