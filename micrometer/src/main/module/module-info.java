/** Meters and observations of Micrometer. */
@SuppressWarnings({"requires-automatic", "requires-transitive-automatic"}) // Micrometer's modules
module org.coroutines4j.micrometer {
  requires transitive org.coroutines4j;
  requires transitive micrometer.core;
  requires transitive micrometer.observation;
  requires static org.jspecify;

  exports org.coroutines4j.micrometer;
}
