package org.coroutines4j.jdbc;

import java.io.FilterReader;
import java.io.IOException;
import java.io.Reader;

/** Reads a large text, which may be in a file or on a server. */
final class LobReader extends FilterReader {
  private final Session session;

  LobReader(Reader in, Session session) {
    super(in);
    this.session = session;
  }

  @Override
  public int read() throws IOException {
    return Streams.guarded(session, in::read);
  }

  @Override
  public int read(char[] chars, int offset, int length) throws IOException {
    return Streams.guarded(session, () -> in.read(chars, offset, length));
  }

  @Override
  public long skip(long count) throws IOException {
    return Streams.guarded(session, () -> in.skip(count));
  }

  @Override
  public boolean ready() throws IOException {
    return Streams.guarded(session, in::ready);
  }

  @Override
  public void close() throws IOException {
    Streams.cleanup(session, in::close);
  }
}
