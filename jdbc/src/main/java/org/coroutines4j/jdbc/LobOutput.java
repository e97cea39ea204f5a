package org.coroutines4j.jdbc;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Writes a large object, which may be in a file or on a server. */
final class LobOutput extends FilterOutputStream {
  private final Session session;

  LobOutput(OutputStream out, Session session) {
    super(out);
    this.session = session;
  }

  @Override
  public void write(int value) throws IOException {
    Streams.run(session, () -> out.write(value));
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    Streams.run(session, () -> out.write(bytes, offset, length));
  }

  @Override
  public void flush() throws IOException {
    Streams.run(session, out::flush);
  }

  @Override
  public void close() throws IOException {
    Streams.cleanup(session, out::close);
  }
}
