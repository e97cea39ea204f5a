package org.coroutines4j.testkit;

import kotlin.coroutines.Continuation;
import kotlin.coroutines.CoroutineContext;
import kotlin.jvm.functions.Function2;
import kotlinx.coroutines.BuildersKt;
import kotlinx.coroutines.CoroutineDispatcher;
import kotlinx.coroutines.CoroutineScope;
import org.jspecify.annotations.Nullable;

/**
 * Methods that every supported version of kotlinx.coroutines has, and that Kotlin hides: code that
 * is compiled against 1.11 calls newer ones in their place.
 */
final class OldNames {
  private OldNames() {}

  /** Takes a suspend function, which Kotlin does not pass as the function that it is to Java. */
  @SuppressWarnings("unchecked")
  static @Nullable Object runBlocking(CoroutineContext context, Object block)
      throws InterruptedException {
    return BuildersKt.runBlocking(
        context, (Function2<CoroutineScope, Continuation<? super Object>, Object>) block);
  }

  /** By reflection: javac does not see the method either. */
  static CoroutineDispatcher limited(CoroutineDispatcher dispatcher, int parallelism)
      throws ReflectiveOperationException {
    return (CoroutineDispatcher)
        CoroutineDispatcher.class
            .getMethod("limitedParallelism", int.class)
            .invoke(dispatcher, parallelism);
  }
}
