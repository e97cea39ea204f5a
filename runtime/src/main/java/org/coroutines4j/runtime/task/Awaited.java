package org.coroutines4j.runtime.task;

/** What a parked body waits for. Whoever makes it ready calls {@link Body#wake()} afterwards. */
@FunctionalInterface
public interface Awaited {
  boolean isReady();
}
