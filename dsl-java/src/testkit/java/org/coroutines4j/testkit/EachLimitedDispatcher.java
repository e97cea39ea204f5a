package org.coroutines4j.testkit;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.stream.Stream;
import org.coroutines4j.Dispatcher;
import org.coroutines4j.Dispatchers;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Runs a parameterized test on dispatchers whose tasks need a permit to run, on platform threads
 * and on virtual ones.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@MethodSource("org.coroutines4j.testkit.EachLimitedDispatcher$Kinds#all")
public @interface EachLimitedDispatcher {
  /** The dispatchers. */
  final class Kinds {
    private Kinds() {}

    /** Returns the dispatchers. */
    public static Stream<Dispatcher> all() {
      return Stream.of(
          Dispatchers.cpu(),
          Dispatchers.cpu().limitedParallelism(1),
          Dispatchers.virtual().limitedParallelism(1));
    }
  }
}
