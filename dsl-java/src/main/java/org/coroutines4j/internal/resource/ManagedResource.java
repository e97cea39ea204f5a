package org.coroutines4j.internal.resource;

import java.util.Objects;
import java.util.concurrent.CancellationException;
import org.coroutines4j.Resource;
import org.coroutines4j.function.ThrowingConsumer;
import org.coroutines4j.function.ThrowingFunction;
import org.coroutines4j.internal.failure.FailureCollector;
import org.coroutines4j.runtime.coroutine.CoroutineThreads;
import org.jspecify.annotations.Nullable;

/**
 * A resource defined by its manager: code that acquires a value, passes it to {@code hold}, and
 * releases it after {@code hold} has returned.
 *
 * @param manager the code that runs around each use
 */
public record ManagedResource<T>(ThrowingConsumer<Resource.Holder<T>> manager)
    implements Resource<T> {
  /**
   * Returns the code that runs around each use of {@code resource}.
   *
   * @throws IllegalArgumentException if {@code resource} is a user's own implementation
   */
  @SuppressWarnings("unchecked") // the manager only produces values of its type
  public static <T> ThrowingConsumer<Resource.Holder<T>> managerOf(Resource<? extends T> resource) {
    if (Objects.requireNonNull(resource, "resource") instanceof ManagedResource<? extends T> own) {
      return ((ManagedResource<T>) own).manager;
    }
    throw new IllegalArgumentException(
        "not a resource of coroutines4j; make one by Resource.of or Resource.managed: " + resource);
  }

  /**
   * Returns the exception to throw after {@code first}, if there was one, and then {@code second}.
   * That is the first, with the second suppressed on it. A cancellation does not hide a failure: a
   * failure after a cancellation is thrown, with the cancellation suppressed on it.
   */
  public static Throwable both(@Nullable Throwable first, Throwable second) {
    if (first == null || first == second) {
      return second;
    }
    boolean hidden =
        first instanceof CancellationException && !(second instanceof CancellationException);
    Throwable thrown = hidden ? second : first;
    FailureCollector.suppress(thrown, hidden ? first : second);
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
