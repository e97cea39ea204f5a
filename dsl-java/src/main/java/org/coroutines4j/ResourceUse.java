package org.coroutines4j;

import java.util.Objects;
import java.util.concurrent.CancellationException;
import org.coroutines4j.function.ThrowingConsumer;
import org.coroutines4j.function.ThrowingFunction;
import org.coroutines4j.runtime.task.Body;
import org.coroutines4j.runtime.task.Frame;
import org.jspecify.annotations.Nullable;

/** One use of a resource: what happens between its manager and the code that uses it. */
final class ResourceUse<T, R extends @Nullable Object> implements Resource.Holder<T> {
  private final Body caller;
  private final Frame outer;
  private final ThrowingFunction<? super T, ? extends R> work;

  private boolean held;
  private @Nullable Object result;
  private @Nullable Throwable failure;

  /** Keeps what follows the use from being cancelled. */
  private @Nullable Frame shield;

  ResourceUse(Body caller, ThrowingFunction<? super T, ? extends R> work) {
    this.caller = caller;
    this.outer = caller.frame();
    this.work = work;
  }

  R call(ThrowingConsumer<Resource.Holder<T>> manager) {
    run(manager);
    if (failure != null) {
      throw TaskFailedException.unchecked(failure);
    }
    return Typed.value(result);
  }

  void run(ThrowingConsumer<Resource.Holder<T>> manager) {
    outer.ensureActive();
    Throwable thrown = null;
    try {
      manager.accept(this);
    } catch (Throwable t) {
      thrown = caller.frame().classify(t);
    }
    if (shield != null) {
      caller.pop(shield, null);
    }
    if (thrown == null && !held) {
      thrown = new IllegalStateException("a managed resource must hold once, but did not");
    }
    if (thrown == null && failure instanceof CancellationException) {
      thrown = failure;
    }
    if (thrown != null) {
      throw TaskFailedException.unchecked(thrown);
    }
  }

  @Override
  public void hold(T value) {
    Objects.requireNonNull(value, "value");
    if (held) {
      throw new IllegalStateException("a managed resource must hold once, but holds again");
    }
    held = true;
    try {
      result = work.apply(value);
    } catch (Throwable t) {
      failure = caller.frame().classify(t);
    }
    if (caller.frame() == outer) { // else a block around the hold must end first
      shield = caller.pushShield();
    }
    if (failure != null) {
      throw TaskFailedException.unchecked(failure);
    }
  }
}
