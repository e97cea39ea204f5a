package org.coroutines4j.build.cycle.two;

import org.coroutines4j.build.cycle.one.One;

/** The other half. */
public interface Two {
  One one();
}
