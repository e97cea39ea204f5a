package org.coroutines4j.internal.resource;

import java.util.Objects;
import java.util.concurrent.CancellationException;
import org.coroutines4j.Resource;
import org.coroutines4j.function.ThrowingConsumer;
import org.coroutines4j.function.ThrowingFunction;
import org.coroutines4j.internal.failure.Failures;
import org.coroutines4j.runtime.coroutine.CoroutineThreads;
import org.jspecify.annotations.Nullable;

/**
 * A resource as code that acquires it, holds it and releases it.
 *
 * @param manager what happens around a use
 */
public record ManagedResource<T>(ThrowingConsumer<Resource.Holder<T>> manager)
    implements Resource<T> {
  /**
   * Returns what happens around a use of {@code resource}.
   *
   * @throws IllegalArgumentException if {@code resource} is a user's own implementation
   */
  @SuppressWarnings("unchecked") // it only produces values
  public static <T> ThrowingConsumer<Resource.Holder<T>> managerOf(Resource<? extends T> resource) {
    if (Objects.requireNonNull(resource, "resource") instanceof ManagedResource<? extends T> own) {
      return ((ManagedResource<T>) own).manager;
    }
    throw new IllegalArgumentException(
        "not a resource of coroutines4j; make one by Resource.of or Resource.managed: " + resource);
  }

  /** A cancellation does not hide a failure. */
  public static Throwable both(@Nullable Throwable first, Throwable second) {
    if (first == null || first == second) {
      return second;
    }
    boolean hidden =
        first instanceof CancellationException && !(second instanceof CancellationException);
    Throwable thrown = hidden ? second : first;
    Failures.suppress(thrown, hidden ? first : second);
    return thrown;
  }

  @Override
  public <R extends @Nullable Object> R use(ThrowingFunction<? super T, ? extends R> body) {
    Objects.requireNonNull(body, "body");
    return CoroutineThreads.<R>call(
        caller -> new ResourceInvocation<T, R>(caller, body).call(manager));
  }

  @Override
  public void run(ThrowingConsumer<? super T> body) {
    Objects.requireNonNull(body, "body");
    CoroutineThreads.run(
        caller ->
            new ResourceInvocation<T, @Nullable Object>(
                    caller,
                    value -> {
                      body.accept(value);
                      return null;
                    })
                .run(manager));
  }
}
