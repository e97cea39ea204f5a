/** Makes suspend functions, flows, channels and scopes of Kotlin usable in Java code, and back. */
module org.coroutines4j.kotlin {
  requires transitive org.coroutines4j;
  requires transitive kotlin.stdlib;
  requires transitive kotlinx.coroutines.core;
  requires org.coroutines4j.runtime;
  requires static org.jspecify;

  exports org.coroutines4j.kotlin;
}
