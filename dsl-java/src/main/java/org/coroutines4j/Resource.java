package org.coroutines4j;

import java.util.Objects;
import java.util.concurrent.Callable;
import org.coroutines4j.function.ThrowingConsumer;
import org.coroutines4j.function.ThrowingFunction;
import org.coroutines4j.internal.resource.ManagedResource;
import org.jspecify.annotations.Nullable;

/**
 * A recipe for acquiring and releasing a value, like an async context manager of Python. Acquiring
 * may wait, and is cancelled with the caller. Releasing may wait too. It happens however the use
 * ends, and cannot be cancelled. Each use acquires a value of its own.
 *
 * <p>Resources are created by the methods of this interface. An implementation of your own is
 * refused by {@link TaskScope#use(Resource)} with {@link IllegalArgumentException}.
 *
 * @param <T> the type of the value
 */
public interface Resource<T> {
  /**
   * Receives the value of a managed resource for the duration of its use.
   *
   * @param <T> the type of the value
   */
  @FunctionalInterface
  interface Holder<T> {
    /**
     * Provides {@code value} to the code that uses the resource, and returns when the use has
     * ended. Throws the failure or cancellation of the use. The code after this call is shielded
     * from cancellation, so it may wait.
     *
     * @param value the acquired value, not null
     * @throws IllegalStateException if it is called a second time, on a thread other than the one
     *     that runs the managed resource, or after the managed resource has ended
     */
    void hold(T value);
  }

  /**
   * Returns a resource whose value comes from {@code acquire}. {@code release} is called with that
   * value when the use has ended, however it ended. Both run on the thread of the user of the
   * resource, or on a helper thread for {@link TaskScope#use(Resource)}.
   *
   * <p>A use fails with {@link NullPointerException} if {@code acquire} returns null. If both the
   * use and {@code release} fail, the failure of {@code release} is suppressed on the failure of
   * the use. If the use was cancelled, the failure of {@code release} is thrown, with the
   * cancellation suppressed on it.
   *
   * @param acquire returns the value; may wait
   * @param release releases the value; may wait, and is shielded from cancellation
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
   * Returns a resource that {@code body} manages, like a function with Python's {@code
   * asynccontextmanager}. {@code body} acquires a value, calls {@link Holder#hold} with it exactly
   * once, and releases it afterwards. {@code hold} throws the failure of the use, so {@code body}
   * can catch it, or throw another exception.
   *
   * <p>{@code body} runs once for each use, on the thread of the user of the resource, or on a
   * helper thread for {@link TaskScope#use(Resource)}.
   */
  static <T> Resource<T> managed(ThrowingConsumer<Holder<T>> body) {
    return new ManagedResource<>(Objects.requireNonNull(body, "body"));
  }

  /**
   * Acquires a value, calls {@code body} with it on the calling thread, releases the value, and
   * returns the result of {@code body}. A cancellation point at its beginning and while it
   * acquires. Checked exceptions come out wrapped, as {@link Task#await} wraps them.
   *
   * <p>Throws the exception of {@code body} even if a managed resource has caught it, since there
   * is no result then.
   *
   * @throws IllegalStateException if a managed resource returns without having called {@code hold}
   */
  <R extends @Nullable Object> R use(ThrowingFunction<? super T, ? extends R> body);

  /**
   * Acquires a value and calls {@code body} with it, as {@link #use} does, without a result. Does
   * not throw a failure of {@code body} that a managed resource has caught. Throws a cancellation
   * in any case.
   */
  void run(ThrowingConsumer<? super T> body);
}
