/** The engine of coroutines4j. Applications require {@code org.coroutines4j}. */
module org.coroutines4j.runtime {
  requires transitive kotlin.stdlib;
  requires transitive kotlinx.coroutines.core;
  requires static org.jspecify;
  requires static jdk.jfr;
  requires jdk.unsupported;

  exports org.coroutines4j.runtime.kotlinx to
      org.coroutines4j,
      org.coroutines4j.kotlin,
      org.coroutines4j.testing;
  exports org.coroutines4j.runtime.dispatch to
      org.coroutines4j,
      org.coroutines4j.kotlin,
      org.coroutines4j.testing;
  exports org.coroutines4j.runtime.coroutine to
      org.coroutines4j,
      org.coroutines4j.kotlin,
      org.coroutines4j.testing;
  exports org.coroutines4j.runtime.time to
      org.coroutines4j,
      org.coroutines4j.kotlin,
      org.coroutines4j.testing;
  exports org.coroutines4j.runtime.debug to
      org.coroutines4j,
      org.coroutines4j.kotlin,
      org.coroutines4j.testing;
  exports org.coroutines4j.runtime.jfr to
      org.coroutines4j;
  exports org.coroutines4j.runtime.virtualtime to
      org.coroutines4j,
      org.coroutines4j.kotlin,
      org.coroutines4j.testing;
}
