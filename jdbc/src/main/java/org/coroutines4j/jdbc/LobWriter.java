package org.coroutines4j.jdbc;

import java.io.FilterWriter;
import java.io.IOException;
import java.io.Writer;

/** Writes a large text, which may be in a file or on a server. */
final class LobWriter extends FilterWriter {
  private final Session session;

  LobWriter(Writer out, Session session) {
    super(out);
    this.session = session;
  }

  @Override
  public void write(int value) throws IOException {
    Streams.run(session, () -> out.write(value));
  }

  @Override
  public void write(char[] chars, int offset, int length) throws IOException {
    Streams.run(session, () -> out.write(chars, offset, length));
  }

  @Override
  public void write(String text, int offset, int length) throws IOException {
    Streams.run(session, () -> out.write(text, offset, length));
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
