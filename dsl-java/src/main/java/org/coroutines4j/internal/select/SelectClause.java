package org.coroutines4j.internal.select;

import kotlinx.coroutines.selects.SelectBuilder;
import org.coroutines4j.function.ThrowingFunction;
import org.coroutines4j.runtime.coroutine.CoroutineThread;
import org.jspecify.annotations.Nullable;

/** One of the things that a select waits for, used by who selects only. */
public abstract class SelectClause {
  private final ThrowingFunction<@Nullable Object, @Nullable Object> handler;

  /** What {@link #tryNow} or the select has found. */
  @Nullable Object found;

  @SuppressWarnings("unchecked") // it is given what comes from the source only
  public SelectClause(ThrowingFunction<?, ?> handler) {
    this.handler = (ThrowingFunction<@Nullable Object, @Nullable Object>) handler;
  }

  /** What only one clause of a select may wait for. */
  public abstract Object source();

  /** Whether it puts something into the source, rather than take something out. */
  public boolean sends() {
    return false;
  }

  /** Takes effect if it can do so without waiting. */
  public abstract boolean tryNow();

  /** A wait begins, before {@link #register}. */
  public void begin(CoroutineThread body) {}

  /** Becomes a clause of {@code select}. */
  public abstract void register(SelectBuilder<? super SelectClause> select);

  /** For {@link #register}: it has been chosen. */
  public final SelectClause chosen(@Nullable Object outcome) {
    found = outcome;
    return this;
  }

  /** What the handler of the chosen clause is given; throws if that is an end or a failure. */
  public abstract @Nullable Object result();

  /** The caller was cancelled, or may not wait, before this began to. */
  public void refused() {}

  /** The wait is over, if there was one; {@code chosen} is null if it was cancelled. */
  public void end(@Nullable SelectClause chosen) {}

  final @Nullable Object handle(@Nullable Object result) throws Exception {
    return handler.apply(result);
  }
}
