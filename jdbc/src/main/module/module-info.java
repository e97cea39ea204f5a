/** A data source whose statements and waits for a connection end when a task is cancelled. */
module org.coroutines4j.jdbc {
  requires transitive java.sql;
  requires org.coroutines4j;
  requires static org.jspecify;

  exports org.coroutines4j.jdbc;
}
