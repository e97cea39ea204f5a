package org.coroutines4j.runtime.coroutine;

import kotlin.coroutines.CoroutineContext;
import kotlin.coroutines.EmptyCoroutineContext;
import kotlin.jvm.functions.Function2;
import kotlinx.coroutines.Job;
import org.jspecify.annotations.Nullable;

/**
 * The context of a coroutine: the elements of its scope, its Job, and the coroutine itself as
 * dispatcher. It equals the sum of the three in every method, but is one object: each task makes
 * one, and each await reads it.
 */
final class TaskContext implements CoroutineContext {
  private final CoroutineContext elements;
  private final CoroutineThread coroutine;

  /** Null until the Job adds itself. */
  private final @Nullable Job job;

  private TaskContext(CoroutineContext elements, CoroutineThread coroutine, @Nullable Job job) {
    this.elements = elements;
    this.coroutine = coroutine;
    this.job = job;
  }

  /** Returns the context for the constructor of a Job, which adds itself to it. */
  static CoroutineContext of(CoroutineContext elements, CoroutineThread coroutine) {
    return new TaskContext(elements, coroutine, null);
  }

  CoroutineContext elements() {
    return elements;
  }

  CoroutineThread coroutine() {
    return coroutine;
  }

  @Override
  @SuppressWarnings("unchecked") // the element of a key has the type of the key
  public <E extends CoroutineContext.Element> @Nullable E get(CoroutineContext.Key<E> key) {
    if ((Object) key == Job.Key) {
      return (E) job;
    }
    E own = coroutine.get(key); // the dispatcher has several keys
    return own != null ? own : elements.get(key);
  }

  @Override
  public <R extends @Nullable Object> R fold(
      R initial, Function2<? super R, ? super CoroutineContext.Element, ? extends R> operation) {
    R sum = elements.fold(initial, operation);
    return operation.invoke(job == null ? sum : operation.invoke(sum, job), coroutine);
  }

  @Override
  public CoroutineContext plus(CoroutineContext context) {
    return job == null && context instanceof Job added
        ? new TaskContext(elements, coroutine, added)
        : CoroutineContext.DefaultImpls.plus(this, context);
  }

  @Override
  public CoroutineContext minusKey(CoroutineContext.Key<?> key) {
    if ((Object) key == Job.Key) {
      return job == null ? this : elements.plus(coroutine);
    }
    if (coroutine.minusKey(key) == EmptyCoroutineContext.INSTANCE) {
      return job == null ? elements : elements.plus(job);
    }
    CoroutineContext fewer = elements.minusKey(key);
    return fewer == elements ? this : new TaskContext(fewer, coroutine, job);
  }

  @Override
  public String toString() {
    return "[" + elements + ", " + job + ", " + coroutine + "]";
  }
}
