/** Runs tests in virtual time. */
module org.coroutines4j.testing {
  requires transitive org.coroutines4j;
  requires org.coroutines4j.runtime;
  requires static org.jspecify;
  requires static org.junit.jupiter.api;

  exports org.coroutines4j.testing;
}
