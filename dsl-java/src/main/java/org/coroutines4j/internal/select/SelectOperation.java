package org.coroutines4j.internal.select;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import kotlin.Unit;
import kotlinx.coroutines.selects.SelectKt;
import org.coroutines4j.TaskFailedException;
import org.coroutines4j.channels.ChannelClosedException;
import org.coroutines4j.channels.QueueShutdownException;
import org.coroutines4j.runtime.coroutine.ArgumentCall;
import org.coroutines4j.runtime.coroutine.AwaitMode;
import org.coroutines4j.runtime.coroutine.CoroutineThread;
import org.coroutines4j.runtime.coroutine.CoroutineThreads;
import org.coroutines4j.runtime.dispatch.SneakyThrow;
import org.jspecify.annotations.Nullable;

/**
 * The clauses of a select, and the algorithm that chooses one of them. The first clause that is
 * ready takes effect immediately. If none is ready, kotlinx's select waits, and guarantees that
 * exactly one clause takes effect.
 */
final class SelectOperation {
  /** The number of clauses up to which sources are compared one by one. */
  private static final int LINEAR_LIMIT = 8;

  /** What a wait calls with the clauses in their order. */
  private static final ArgumentCall SELECT =
      (order, continuation) ->
          SelectKt.<SelectClause>select(
              builder -> {
                for (SelectClause clause : (SelectClause[]) Objects.requireNonNull(order)) {
                  clause.register(builder);
                }
                return Unit.INSTANCE;
              },
              continuation);

  /** The clauses, followed by nulls. */
  private SelectClause[] clauses = new SelectClause[2];

  private int count;

  /**
   * The first clause of each source; null while there are at most {@value #LINEAR_LIMIT} clauses.
   */
  private @Nullable IdentityHashMap<Object, SelectClause> bySource;

  /** Whether several clauses have the same source. */
  private boolean repeated;

  private boolean fair;
  private @Nullable Callable<?> orElse;

  void add(SelectClause clause) {
    Object source = clause.source();
    SelectClause other = firstOf(source);
    if (other != null) {
      if (other.sends() != clause.sends()) {
        throw new IllegalArgumentException(
            "a select cannot both receive from and send to the same channel: " + source);
      }
      repeated = true;
    }
    if (count == clauses.length) {
      clauses = Arrays.copyOf(clauses, Math.max(2, 2 * count));
    }
    clauses[count++] = clause;
    if (bySource != null) {
      bySource.putIfAbsent(source, clause);
    }
  }

  private @Nullable SelectClause firstOf(Object source) {
    if (bySource == null && count < LINEAR_LIMIT) {
      for (int i = 0; i < count; i++) {
        if (clauses[i].source() == source) {
          return clauses[i];
        }
      }
      return null;
    }
    if (bySource == null) {
      bySource = new IdentityHashMap<>();
      for (int i = 0; i < count; i++) {
        bySource.putIfAbsent(clauses[i].source(), clauses[i]);
      }
    }
    return bySource.get(source);
  }

  void orElse(Callable<?> handler) {
    orElse = Objects.requireNonNull(handler, "handler");
  }

  void fair() {
    fair = true;
  }

  /**
   * Waits until a clause has taken effect, and runs its handler on the current thread. A
   * cancellation point. Never waits if there is an {@link #orElse}.
   */
  @Nullable Object await() {
    if (count == 0 && orElse == null) {
      throw new IllegalStateException("a select without a clause would wait indefinitely");
    }
    SelectClause chosen = choose(order());
    try {
      if (chosen == null) {
        return Objects.requireNonNull(orElse).call();
      }
      Object result = chosen.found;
      chosen.found = null;
      return chosen.handle(result);
    } catch (Throwable t) {
      CoroutineThread body = CoroutineThreads.current();
      throw TaskFailedException.unchecked(body == null ? t : body.frame().translateFailure(t));
    }
  }

  @SuppressWarnings("NullAway") // does not see that call may return null
  private @Nullable SelectClause choose(SelectClause[] order) {
    if (orElse != null) {
      return choose(null, order); // without a waiter, so on any thread
    }
    CoroutineThread body = CoroutineThreads.direct();
    if (body != null) {
      return choose(body, order);
    }
    runOrRefuse(order, 0, CoroutineThreads::requireMayWait);
    return CoroutineThreads.call(own -> choose(own, order));
  }

  private SelectClause[] order() {
    if (count < clauses.length) {
      clauses = Arrays.copyOf(clauses, count);
    }
    if (!fair && !repeated) {
      return clauses;
    }
    List<SelectClause> order = new ArrayList<>(Arrays.asList(clauses));
    if (fair) {
      Collections.shuffle(order, CoroutineThreads.random());
    }
    Set<Object> sources = Collections.newSetFromMap(new IdentityHashMap<>(2 * order.size()));
    order.removeIf(clause -> !sources.add(clause.source()));
    return order.toArray(SelectClause[]::new);
  }

  /**
   * Returns the clause that has taken effect, with its result. Returns null if no clause is ready
   * and there is no {@code waiter}.
   */
  private static @Nullable SelectClause choose(
      @Nullable CoroutineThread waiter, SelectClause[] order) {
    runOrRefuse(order, 0, waiter == null ? CoroutineThreads::ensureActive : waiter::checkpoint);
    SelectClause chosen = null;
    try {
      chosen = readyNow(order);
      if (chosen == null && waiter != null) {
        begin(waiter, order);
        chosen = select(waiter, order);
      }
      if (chosen != null) {
        // before clause.end(): a task whose last waiter leaves reports its failure, unless that is
        // marked as handled, which result() does
        chosen.found = chosen.result();
        if (waiter != null && chosen.hasFoundEnd()) {
          waiter.awaitComingCancellation();
        }
      }
      return chosen;
    } catch (ChannelClosedException | QueueShutdownException ended) {
      if (waiter != null) {
        waiter.awaitComingCancellation();
      }
      throw ended;
    } finally {
      for (SelectClause clause : order) {
        clause.end(chosen);
      }
    }
  }

  /** Runs {@code check}. If it throws, refuses the clauses from {@code first} on before. */
  private static void runOrRefuse(SelectClause[] order, int first, Runnable check) {
    try {
      check.run();
    } catch (Throwable t) {
      for (int i = first; i < order.length; i++) {
        order[i].refused();
      }
      throw t;
    }
  }

  private static @Nullable SelectClause readyNow(SelectClause[] order) {
    for (SelectClause clause : order) {
      if (clause.tryNow()) {
        return clause;
      }
    }
    return null;
  }

  /**
   * Begins all clauses. If one cannot begin, as that of a task which would wait for itself, refuses
   * it and the ones after it.
   */
  private static void begin(CoroutineThread waiter, SelectClause[] order) {
    for (int i = 0; i < order.length; i++) {
      SelectClause clause = order[i];
      runOrRefuse(order, i, () -> clause.begin(waiter));
    }
  }

  private static SelectClause select(CoroutineThread body, SelectClause[] order) {
    try {
      return (SelectClause)
          Objects.requireNonNull(body.awaitChecked(AwaitMode.SPINNING, SELECT, order));
    } catch (Throwable t) {
      // kotlinx throws for a closed channel, and does not tell which one it is
      boolean cancelled = t instanceof CancellationException && !body.frame().job().isActive();
      if (!cancelled) {
        for (SelectClause clause : order) {
          if (clause instanceof SendClause send && send.findClosed()) {
            return send;
          }
        }
      }
      throw SneakyThrow.sneak(t);
    }
  }
}
