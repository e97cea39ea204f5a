package org.coroutines4j.runtime.virtualtime;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Executor;
import kotlinx.coroutines.DisposableHandle;
import org.coroutines4j.runtime.dispatch.ConcurrencyLimiter;
import org.coroutines4j.runtime.time.Clock;
import org.coroutines4j.runtime.time.Nanos;
import org.jspecify.annotations.Nullable;

/**
 * The virtual time of a test: a single permit, and a clock that advances when no code wants the
 * permit. Only the holder of the permit runs, so a test does the same on each run.
 */
public final class VirtualTimeScheduler implements ConcurrencyLimiter, Clock {
  /*
   * The permit is held by a task, by a step of a Kotlin coroutine, by the action of an expired timeout, or for
   * a moment by a thread that is releasing it. Releasing works like this:
   *
   * 1. If a waiter is ready, it gets the permit.
   * 2. Otherwise, if the clock is not paused and there are timers, the clock advances to the earliest one. All
   *    timers of that moment fire, in the order in which they were set, and make their waiters ready. Go to 1.
   * 3. Otherwise the permit is free.
   *
   * All timers of a moment fire before any of their waiters runs. So what one task does at a moment never
   * decides whether another task that is due at the same moment has been woken. LATE and WHEN_IDLE timers are
   * the exception: they fire one by one, when nothing is ready any more.
   *
   * A task releases its permit only after it has found that it must wait (RunPermit.isReadyWithPermit). So
   * there is no ready task that is unknown here, and the clock cannot advance past its moment.
   */
  private static final Comparator<Timer> ORDER =
      Comparator.<Timer, Boolean>comparing(timer -> timer.due == Due.WHEN_IDLE)
          .thenComparing(timer -> timer.time)
          .thenComparing(timer -> timer.due)
          .thenComparingLong(timer -> timer.number);

  private static final long NANOS_OF_A_SECOND = 1_000_000_000;

  /** The largest duration, at which the clock stops. */
  private static final Duration LAST_MOMENT = Duration.ofSeconds(Long.MAX_VALUE, 999_999_999);

  /** Chooses the next waiter; null if waiters get the permit in the order of asking. */
  private final @Nullable Random shuffle;

  /**
   * Drawn from by code of the test; separate, so that this does not change the order of the
   * waiters.
   */
  private final Random random;

  /** The waiters in the order of asking, without a seed. */
  private final Set<Runnable> ready = new LinkedHashSet<>();

  /** The waiters, in no particular order, with a seed. */
  private final List<Runnable> shuffled = new ArrayList<>();

  /** The index of each waiter in {@link #shuffled}. */
  private final Map<Runnable, Integer> indexes = new HashMap<>();

  private final TreeSet<Timer> timers = new TreeSet<>(ORDER);
  private volatile Duration now = Duration.ZERO; // a long of nanoseconds overflows after 292 years
  private long timersSet;
  private boolean permitHeld;

  /** How many calls of {@link #pauseClock} have not been ended. */
  private int pauses;

  /**
   * Creates the time of one test.
   *
   * @param seed determines the order in which waiters get the permit; null for the order of asking
   */
  public VirtualTimeScheduler(@Nullable Long seed) {
    shuffle = seed == null ? null : new Random(seed);
    random = new Random(seed == null ? 0 : ~seed);
  }

  // The permit.

  @Override
  public void acquire(Runnable granted) {
    synchronized (this) {
      if (permitHeld) {
        addReady(granted);
        return;
      }
      permitHeld = true;
    }
    granted.run();
  }

  @Override
  public void release() {
    Runnable next = next();
    if (next != null) {
      next.run();
    }
  }

  @Override
  public synchronized boolean withdraw(Runnable granted) {
    Integer index = indexes.get(granted);
    if (index != null) {
      Runnable unused = removeShuffled(index);
    }
    return index != null || ready.remove(granted);
  }

  @Override
  public boolean coversCompletion() {
    return true;
  }

  @Override
  public synchronized int inUse() {
    return permitHeld ? 1 : 0;
  }

  @Override
  public synchronized void pauseClock() {
    pauses++;
  }

  @Override
  public void resumeClock() {
    synchronized (this) {
      pauses--;
      assert pauses >= 0 : "resumeClock was called more often than pauseClock";
    }
    advanceIfFree();
  }

  /**
   * Returns whether no code of the test runs, and none will run unless code outside the test causes
   * it.
   */
  public synchronized boolean isIdle() {
    return !permitHeld && pauses == 0 && timers.isEmpty();
  }

  private void addReady(Runnable granted) {
    if (shuffle == null) {
      ready.add(granted);
    } else {
      indexes.put(granted, shuffled.size());
      shuffled.add(granted);
    }
  }

  private @Nullable Runnable pollReady() {
    if (shuffle != null) {
      return shuffled.isEmpty() ? null : removeShuffled(shuffle.nextInt(shuffled.size()));
    }
    Iterator<Runnable> first = ready.iterator();
    if (!first.hasNext()) {
      return null;
    }
    Runnable next = first.next();
    first.remove();
    return next;
  }

  /**
   * Removes a waiter and fills the gap with the last one: order is irrelevant, and shifting is
   * slow.
   */
  private Runnable removeShuffled(int index) {
    Runnable removed = shuffled.get(index);
    Runnable last = shuffled.remove(shuffled.size() - 1);
    if (last != removed) {
      shuffled.set(index, last);
      indexes.put(last, index);
    }
    indexes.remove(removed);
    return removed;
  }

  /**
   * Returns the next waiter, advancing the clock if none is ready; null if the permit is now free.
   */
  private @Nullable Runnable next() {
    while (true) {
      List<Timer> due;
      synchronized (this) {
        Runnable next = pollReady();
        if (next != null) {
          return next;
        }
        due = pauses > 0 ? List.of() : pollDue();
        if (due.isEmpty()) {
          permitHeld = false;
          return null;
        }
      }
      due.forEach(timer -> timer.wake.run());
    }
  }

  /** Advances the clock if a change made that possible while the permit is free. */
  private void advanceIfFree() {
    synchronized (this) {
      if (permitHeld || pauses > 0 || timers.isEmpty()) {
        return;
      }
      permitHeld = true;
    }
    release();
  }

  // The clock.

  /** Returns how much time has passed since the test began. */
  public Duration elapsed() {
    return now;
  }

  /**
   * Returns the elapsed time in nanoseconds. Overflows as {@link System#nanoTime} does: differences
   * are right up to 292 years.
   */
  @Override
  public long nanoTime() {
    Duration elapsed = now;
    return elapsed.getSeconds() * NANOS_OF_A_SECOND + elapsed.getNano();
  }

  @Override
  public Random random() {
    return random;
  }

  @Override
  public DisposableHandle schedule(long delayNanos, Runnable wake) {
    if (delayNanos >= Nanos.FOREVER) {
      return () -> {};
    }
    return set(Duration.ofNanos(Math.max(0, delayNanos)), Due.IN_TIME, wake);
  }

  /**
   * Runs {@code action} on {@code helpers} while it holds the permit, as all code of a test does.
   */
  @Override
  public void expire(Runnable action, Executor helpers) {
    Runnable holding =
        () -> {
          try {
            action.run();
          } finally {
            release();
          }
        };
    acquire(() -> helpers.execute(holding));
  }

  /**
   * Runs {@code wake} once after {@code delay}, when nothing else is left to do at that moment. A
   * negative delay is zero.
   */
  public DisposableHandle scheduleLate(Duration delay, Runnable wake) {
    return set(delay.isNegative() ? Duration.ZERO : delay, Due.LATE, wake);
  }

  /** Runs {@code wake} once when nothing else is left to do at all, at whatever time that is. */
  public DisposableHandle scheduleWhenIdle(Runnable wake) {
    return set(Duration.ZERO, Due.WHEN_IDLE, wake);
  }

  private DisposableHandle set(Duration delay, Due due, Runnable wake) {
    Timer timer;
    synchronized (this) {
      timer = new Timer(after(delay), due, timersSet++, wake);
      timers.add(timer);
    }
    advanceIfFree();
    return () -> dispose(timer);
  }

  private Duration after(Duration delay) {
    return delay.compareTo(LAST_MOMENT.minus(now)) < 0 ? now.plus(delay) : LAST_MOMENT;
  }

  private synchronized void dispose(Timer timer) {
    timers.remove(timer);
  }

  private List<Timer> pollDue() {
    Timer first = timers.pollFirst();
    if (first == null) {
      return List.of();
    }
    if (first.due == Due.WHEN_IDLE) {
      return List.of(first);
    }
    now = first.time; // never goes back, since no timer is set for the past
    if (first.due == Due.LATE) {
      return List.of(first);
    }
    List<Timer> due = new ArrayList<>();
    due.add(first);
    while (!timers.isEmpty() && timers.first().isDueAt(first.time)) {
      due.add(timers.pollFirst());
    }
    return due;
  }

  /** When a timer fires, compared with the other timers. */
  private enum Due {
    /** Together with all such timers of the same moment. */
    IN_TIME,
    /** At its moment, but after all that happens then. */
    LATE,
    /** After all other timers, without a moment of its own. */
    WHEN_IDLE
  }

  private record Timer(Duration time, Due due, long number, Runnable wake) {
    boolean isDueAt(Duration moment) {
      return due == Due.IN_TIME && time.equals(moment);
    }
  }
}
