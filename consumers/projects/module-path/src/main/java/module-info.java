/** A program of modules, as a user's. */
module consumer {
  requires org.coroutines4j;
  requires org.coroutines4j.jdbc;
  requires org.coroutines4j.kotlin;
  requires org.coroutines4j.micrometer;
  requires org.coroutines4j.testing;
}
