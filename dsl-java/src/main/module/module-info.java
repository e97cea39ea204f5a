/** Coroutines for Java. */
module org.coroutines4j {
  requires org.coroutines4j.runtime;
  requires static org.jspecify;
  requires jdk.unsupported;

  exports org.coroutines4j;
  exports org.coroutines4j.channels;
  exports org.coroutines4j.flow;
  exports org.coroutines4j.function;
  exports org.coroutines4j.sync;
}
