package org.coroutines4j.testkit;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.stream.Stream;
import org.coroutines4j.Dispatcher;
import org.coroutines4j.Dispatchers;
import org.junit.jupiter.params.provider.MethodSource;

/** Runs a parameterized test on a dispatcher of each kind: unlimited, limited, an event loop. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@MethodSource("org.coroutines4j.testkit.EachDispatcher$Kinds#all")
public @interface EachDispatcher {
  /** The dispatchers. */
  final class Kinds {
    private Kinds() {}

    /** Returns a dispatcher of each kind. */
    public static Stream<Dispatcher> all() {
      return Stream.of(
          Dispatchers.virtual(),
          Dispatchers.virtual().limitedParallelism(1),
          Dispatchers.virtual().limitedParallelism(2),
          Dispatchers.cpu(),
          Dispatchers.eventLoop());
    }
  }
}
