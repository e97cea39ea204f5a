package org.coroutines4j.jdbc;

/** The settings of a data source, and what its connections share. */
final class Options {
  final ConcurrentUse concurrentUse;
  final UseReports reports = new UseReports();
  final QueryTimeouts timeouts;

  Options(ConcurrentUse concurrentUse, boolean queryTimeout) {
    this.concurrentUse = concurrentUse;
    this.timeouts = new QueryTimeouts(queryTimeout);
  }
}
