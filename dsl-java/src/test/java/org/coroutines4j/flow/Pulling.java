package org.coroutines4j.flow;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.params.provider.EnumSource;

/** The two ways in which an iterator gets the values of a flow. */
enum Pulling {
  IN_LINE {
    @Override
    <T> AsyncFlow<T> of(AsyncFlow<T> flow) {
      return flow;
    }
  },
  BY_A_HELPER {
    @Override
    <T> AsyncFlow<T> of(AsyncFlow<T> flow) {
      return flow.transform((value, out) -> out.emit(value)); // no pullable operator
    }
  };

  /** Returns {@code flow}, which must be pullable, in the form that is pulled in this way. */
  abstract <T> AsyncFlow<T> of(AsyncFlow<T> flow);

  /** Runs a parameterized test in both ways. */
  @Target(ElementType.METHOD)
  @Retention(RetentionPolicy.RUNTIME)
  @EnumSource(Pulling.class)
  @interface InEachWay {}
}
