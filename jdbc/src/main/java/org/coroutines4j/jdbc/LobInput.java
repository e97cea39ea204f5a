package org.coroutines4j.jdbc;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Reads a large object, which may be in a file or on a server. */
final class LobInput extends FilterInputStream {
  private final Session session;

  LobInput(InputStream in, Session session) {
    super(in);
    this.session = session;
  }

  @Override
  public int read() throws IOException {
    return Streams.guarded(session, in::read);
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    return Streams.guarded(session, () -> in.read(bytes, offset, length));
  }

  @Override
  public long skip(long count) throws IOException {
    return Streams.guarded(session, () -> in.skip(count));
  }

  @Override
  public int available() throws IOException {
    return Streams.guarded(session, in::available);
  }

  @Override
  public void close() throws IOException {
    Streams.cleanup(session, in::close);
  }
}
