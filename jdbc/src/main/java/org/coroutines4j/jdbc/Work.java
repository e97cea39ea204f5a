package org.coroutines4j.jdbc;

import org.jspecify.annotations.Nullable;

/** A call of the driver. */
interface Work {
  @Nullable Object call() throws Throwable;
}
