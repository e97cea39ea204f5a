/** Coroutines for Java. */
module org.coroutines4j {
  requires org.coroutines4j.runtime;
  requires static java.management;
  requires static org.jspecify;

  exports org.coroutines4j;
  exports org.coroutines4j.channels;
  exports org.coroutines4j.flow;
  exports org.coroutines4j.function;
  exports org.coroutines4j.sync;
  exports org.coroutines4j.internal.channels to
      org.coroutines4j.kotlin,
      org.coroutines4j.testing;
  exports org.coroutines4j.internal.context to
      org.coroutines4j.kotlin,
      org.coroutines4j.testing;
  exports org.coroutines4j.internal.failure to
      org.coroutines4j.kotlin,
      org.coroutines4j.testing;
  exports org.coroutines4j.internal.flow to
      org.coroutines4j.kotlin,
      org.coroutines4j.testing;
  exports org.coroutines4j.internal.queue to
      org.coroutines4j.kotlin;
  exports org.coroutines4j.internal.scope to
      org.coroutines4j.kotlin,
      org.coroutines4j.testing;
  exports org.coroutines4j.internal.sync to
      org.coroutines4j.kotlin;
  exports org.coroutines4j.internal.task to
      org.coroutines4j.kotlin,
      org.coroutines4j.testing;
}
