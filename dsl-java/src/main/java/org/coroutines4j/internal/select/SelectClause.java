package org.coroutines4j.internal.select;

import kotlinx.coroutines.selects.SelectBuilder;
import org.coroutines4j.function.ThrowingFunction;
import org.coroutines4j.runtime.coroutine.CoroutineThread;
import org.jspecify.annotations.Nullable;

/** One alternative of a select. Not thread-safe: only the selecting thread uses it. */
public abstract class SelectClause {
  private final ThrowingFunction<@Nullable Object, @Nullable Object> handler;

  /** The result of {@link #tryNow} or of the wait. */
  @Nullable Object found;

  @SuppressWarnings("unchecked") // the handler only gets values that come from the source
  public SelectClause(ThrowingFunction<?, ?> handler) {
    this.handler = (ThrowingFunction<@Nullable Object, @Nullable Object>) handler;
  }

  /**
   * Returns the identity of what the clause waits for. Of several clauses with the same source, a
   * select uses the first only.
   */
  public abstract Object source();

  /** Returns whether the clause sends to its source. Otherwise it receives from it. */
  public boolean sends() {
    return false;
  }

  /** Takes effect if that is possible without waiting. Returns whether it has. */
  public abstract boolean tryNow();

  /** Called when the select begins to wait, before {@link #register}. */
  public void begin(CoroutineThread body) {}

  /**
   * Registers the clause with the select of kotlinx. The clause itself is the block that kotlinx
   * runs if it chooses the clause, so that a wait needs no further object.
   */
  public abstract void register(SelectBuilder<? super SelectClause> select);

  /** Stores the outcome, and returns this. Called by the block that kotlinx runs. */
  public final SelectClause chosen(@Nullable Object outcome) {
    found = outcome;
    return this;
  }

  /**
   * Returns the value for the handler, once the clause is chosen. Throws if the source is closed or
   * has failed.
   */
  public abstract @Nullable Object result();

  /** Returns whether {@link #result} was the end of the source. */
  boolean hasFoundEnd() {
    return false;
  }

  /**
   * Called if the select ends before this clause begins to wait: the caller is cancelled, or must
   * not wait.
   */
  public void refused() {}

  /**
   * Called when the select ends, whether it waited or not. {@code chosen} is null if no clause has
   * taken effect, as when the select was cancelled.
   */
  public void end(@Nullable SelectClause chosen) {}

  final @Nullable Object handle(@Nullable Object result) throws Exception {
    return handler.apply(result);
  }
}
