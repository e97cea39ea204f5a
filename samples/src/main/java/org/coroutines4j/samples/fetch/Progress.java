package org.coroutines4j.samples.fetch;

/** Tells, while pages are being fetched, how far it is; from several threads. */
interface Progress extends AutoCloseable {
  void ended(FetchResult result);

  @Override
  void close();
}
