package org.coroutines4j;

import java.util.Objects;
import java.util.concurrent.Callable;
import org.coroutines4j.function.ThrowingConsumer;
import org.coroutines4j.function.ThrowingFunction;
import org.coroutines4j.internal.resource.ManagedResource;
import org.jspecify.annotations.Nullable;

/**
 * How to get something and to give it back: an async context manager. Getting it may wait, and be
 * cancelled meanwhile. Giving it back may wait too, happens however its use ends, and cannot be
 * cancelled.
 *
 * @param <T> the type of what is used
 */
public interface Resource<T> {
  /**
   * Where a managed resource is used.
   *
   * @param <T> the type of what is used
   */
  @FunctionalInterface
  interface Holder<T> {
    /**
     * Lets {@code value} be used, and returns when that is over. If the use fails or is cancelled,
     * this throws it. What follows cannot be cancelled any more, so that it may wait.
     *
     * @throws IllegalStateException the second time, on another thread than the one that runs the
     *     managed resource, or when that has ended
     */
    void hold(T value);
  }

  /**
   * What {@code acquire} returns; {@code release} is called with it. If both the use and the
   * release fail, the failure of the release is suppressed on the other.
   */
  static <T> Resource<T> of(Callable<? extends T> acquire, ThrowingConsumer<? super T> release) {
    Objects.requireNonNull(acquire, "acquire");
    Objects.requireNonNull(release, "release");
    return new ManagedResource<>(
        holder -> {
          T value = Objects.requireNonNull(acquire.call(), "acquire returned null");
          Throwable thrown = null;
          try {
            holder.hold(value);
          } catch (Throwable t) {
            thrown = t;
          }
          try {
            release.accept(value);
          } catch (Throwable t) {
            thrown = ManagedResource.both(thrown, t);
          }
          if (thrown != null) {
            throw TaskFailedException.unchecked(thrown);
          }
        });
  }

  /**
   * What {@code body} holds, once, between getting it and giving it back, as Python's {@code
   * asynccontextmanager}: {@code body} may see the failure of the use, and throw another one or
   * none.
   */
  static <T> Resource<T> managed(ThrowingConsumer<Holder<T>> body) {
    return new ManagedResource<>(Objects.requireNonNull(body, "body"));
  }

  /**
   * Calls {@code body} with the resource, on this thread, and returns what it returns. A
   * cancellation point while the resource is got. Throws what {@code body} throws, even if a
   * managed resource has caught it, since there is no value then.
   *
   * @throws IllegalStateException if a managed resource returns without a {@code hold}
   */
  <R extends @Nullable Object> R use(ThrowingFunction<? super T, ? extends R> body);

  /**
   * Calls {@code body} with the resource, as {@link #use} does. A failure that a managed resource
   * catches ends there; a cancellation does not.
   */
  void run(ThrowingConsumer<? super T> body);
}
