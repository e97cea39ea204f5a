package org.coroutines4j.internal.select;

import java.util.ArrayList;
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
import org.coroutines4j.runtime.coroutine.AwaitMode;
import org.coroutines4j.runtime.coroutine.CoroutineThread;
import org.coroutines4j.runtime.coroutine.CoroutineThreads;
import org.coroutines4j.runtime.dispatch.SneakyThrow;
import org.jspecify.annotations.Nullable;

/**
 * The clauses of a select, and the choice among them: whatever is ready is taken at once; else
 * kotlinx's select waits, which sees to it that exactly one clause takes effect.
 */
final class SelectOperation {
  /** So many clauses are compared one by one. */
  private static final int FEW = 8;

  private final List<SelectClause> clauses = new ArrayList<>(4);

  /** The first clause of each source; null while there are few clauses. */
  private @Nullable IdentityHashMap<Object, SelectClause> bySource;

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
    clauses.add(clause);
    if (bySource != null) {
      bySource.putIfAbsent(source, clause);
    }
  }

  private @Nullable SelectClause firstOf(Object source) {
    if (bySource == null && clauses.size() < FEW) {
      for (SelectClause clause : clauses) {
        if (clause.source() == source) {
          return clause;
        }
      }
      return null;
    }
    if (bySource == null) {
      bySource = new IdentityHashMap<>();
      for (SelectClause clause : clauses) {
        bySource.putIfAbsent(clause.source(), clause);
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

  /** Waits for a clause and runs its handler. */
  @Nullable Object await() {
    if (clauses.isEmpty() && orElse == null) {
      throw new IllegalStateException("a select without a clause would wait for ever");
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

  @SuppressWarnings("NullAway") // which does not see that call may return null
  private @Nullable SelectClause choose(List<SelectClause> order) {
    if (orElse != null) {
      return choose(null, order); // on any thread, as it never waits
    }
    CoroutineThread body = CoroutineThreads.direct();
    if (body != null) {
      return choose(body, order);
    }
    orRefused(order, CoroutineThreads::requireMayWait);
    return CoroutineThreads.call(own -> choose(own, order));
  }

  private List<SelectClause> order() {
    if (!fair && !repeated) {
      return clauses;
    }
    List<SelectClause> order = new ArrayList<>(clauses);
    if (fair) {
      Collections.shuffle(order, CoroutineThreads.random());
    }
    Set<Object> sources = Collections.newSetFromMap(new IdentityHashMap<>(2 * order.size()));
    order.removeIf(clause -> !sources.add(clause.source()));
    return order;
  }

  /**
   * The clause that has taken effect, which has found its result; null if none is ready and there
   * is nobody to wait.
   */
  private static @Nullable SelectClause choose(
      @Nullable CoroutineThread waiter, List<SelectClause> order) {
    orRefused(order, waiter == null ? CoroutineThreads::ensureActive : waiter::checkpoint);
    SelectClause chosen = null;
    try {
      chosen = readyNow(order);
      if (chosen == null && waiter != null) {
        begin(waiter, order);
        chosen = select(waiter, order);
      }
      if (chosen != null) {
        // while the waits have not ended: a failure that is taken is then not taken for a lost one
        chosen.found = chosen.result();
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

  private static void orRefused(List<SelectClause> clauses, Runnable check) {
    try {
      check.run();
    } catch (Throwable t) {
      clauses.forEach(SelectClause::refused);
      throw t;
    }
  }

  private static @Nullable SelectClause readyNow(List<SelectClause> order) {
    for (SelectClause clause : order) {
      if (clause.tryNow()) {
        return clause;
      }
    }
    return null;
  }

  /** A clause that cannot begin, as a task's that would wait for itself, lets none begin. */
  private static void begin(CoroutineThread waiter, List<SelectClause> order) {
    for (int i = 0; i < order.size(); i++) {
      SelectClause clause = order.get(i);
      orRefused(order.subList(i, order.size()), () -> clause.begin(waiter));
    }
  }

  private static SelectClause select(CoroutineThread body, List<SelectClause> order) {
    try {
      return (SelectClause)
          Objects.requireNonNull(
              body.await(
                  AwaitMode.SPINNING,
                  k ->
                      SelectKt.<SelectClause>select(
                          builder -> {
                            order.forEach(clause -> clause.register(builder));
                            return Unit.INSTANCE;
                          },
                          k)));
    } catch (Throwable t) {
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
