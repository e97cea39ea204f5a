package org.coroutines4j.build.cycle.one;

import org.coroutines4j.build.cycle.two.Two;

/** One half of a cycle between packages. */
public interface One {
  Two two();
}
