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
 * A single turn, and a clock that moves when nobody wants the turn: the time of a test. Since only
 * the holder of the turn does anything, what happens is the same each time.
 */
public final class VirtualTimeScheduler implements ConcurrencyLimiter, Clock {
  /*
   * The turn is free, or taken: by a body, by a step of a Kotlin coroutine, by a timeout that cancels, or for
   * a moment by whoever hands it on. Handing it on: the next of those who are ready; if there is none and
   * nothing holds the time, the clock goes to the next timers, whose waiters become ready. All timers of a
   * moment go off before any of their waiters runs, in the order in which they were set; so what somebody
   * does at a moment never decides whether another one, due at the same moment, is awake.
   *
   * A body hands its turn on only after it has found that it must wait (Body.park), so nobody is ready
   * without being known here, and the time cannot slip by.
   */
  private static final Comparator<Timer> ORDER =
      Comparator.<Timer, Boolean>comparing(timer -> timer.due == Due.WHEN_IDLE)
          .thenComparing(timer -> timer.time)
          .thenComparing(timer -> timer.due)
          .thenComparingLong(timer -> timer.number);

  private static final long NANOS_OF_A_SECOND = 1_000_000_000;

  /** Here time stops: nothing longer can be told. */
  private static final Duration LONGEST = Duration.ofSeconds(Long.MAX_VALUE, 999_999_999);

  private final @Nullable Random shuffle;

  /** For code of the test: what that draws does not change the order of turns. */
  private final Random random;

  private final Set<Runnable> ready = new LinkedHashSet<>();
  private final List<Runnable> shuffled = new ArrayList<>();

  /** Where each of {@link #shuffled} is. */
  private final Map<Runnable, Integer> places = new HashMap<>();

  private final TreeSet<Timer> timers = new TreeSet<>(ORDER);
  private volatile Duration now = Duration.ZERO; // a long of nanoseconds is full after 292 years
  private long timersSet;
  private boolean taken;
  private int held;

  /** In the order of asking; or, with a seed, in an order of its own, again and again the same. */
  public VirtualTimeScheduler(@Nullable Long seed) {
    shuffle = seed == null ? null : new Random(seed);
    random = new Random(seed == null ? 0 : ~seed);
  }

  // The turn.

  @Override
  public void acquire(Runnable granted) {
    synchronized (this) {
      if (taken) {
        addReady(granted);
        return;
      }
      taken = true;
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
    Integer place = places.get(granted);
    if (place != null) {
      Runnable unused = takeShuffled(place);
    }
    return place != null || ready.remove(granted);
  }

  @Override
  public boolean coversCompletion() {
    return true;
  }

  @Override
  public synchronized int inUse() {
    return taken ? 1 : 0;
  }

  @Override
  public synchronized void pauseClock() {
    held++;
  }

  @Override
  public void resumeClock() {
    synchronized (this) {
      held--;
      assert held >= 0 : "more releases than holds";
    }
    wakeUp();
  }

  /** Whether nothing happens, nor will before somebody from outside makes it happen. */
  public synchronized boolean isIdle() {
    return !taken && held == 0 && timers.isEmpty();
  }

  private void addReady(Runnable granted) {
    if (shuffle == null) {
      ready.add(granted);
    } else {
      places.put(granted, shuffled.size());
      shuffled.add(granted);
    }
  }

  private @Nullable Runnable pollReady() {
    if (shuffle != null) {
      return shuffled.isEmpty() ? null : takeShuffled(shuffle.nextInt(shuffled.size()));
    }
    Iterator<Runnable> first = ready.iterator();
    if (!first.hasNext()) {
      return null;
    }
    Runnable next = first.next();
    first.remove();
    return next;
  }

  /** The last one takes its place: their order is of no matter, and moving all is slow. */
  private Runnable takeShuffled(int place) {
    Runnable taken = shuffled.get(place);
    Runnable last = shuffled.remove(shuffled.size() - 1);
    if (last != taken) {
      shuffled.set(place, last);
      places.put(last, place);
    }
    places.remove(taken);
    return taken;
  }

  private @Nullable Runnable next() {
    while (true) {
      List<Timer> due;
      synchronized (this) {
        Runnable next = pollReady();
        if (next != null) {
          return next;
        }
        due = held > 0 ? List.of() : takeDue();
        if (due.isEmpty()) {
          taken = false;
          return null;
        }
      }
      due.forEach(timer -> timer.wake.run());
    }
  }

  /** Something has changed while perhaps nobody had the turn. */
  private void wakeUp() {
    synchronized (this) {
      if (taken || held > 0 || timers.isEmpty()) {
        return;
      }
      taken = true;
    }
    release();
  }

  // The clock.

  /** What has passed since the test began. */
  public Duration elapsed() {
    return now;
  }

  /** Overflows as {@link System#nanoTime} does: differences are right up to 292 years. */
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

  /** Runs {@code action} while it holds the permit, as all code of a test does. */
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

  /** Runs {@code wake} after {@code delay}, when nothing else is left to do at that moment. */
  public DisposableHandle scheduleLate(Duration delay, Runnable wake) {
    return set(delay.isNegative() ? Duration.ZERO : delay, Due.LATE, wake);
  }

  /** Runs {@code wake} when nothing at all is left to do, at whatever time. */
  public DisposableHandle scheduleWhenIdle(Runnable wake) {
    return set(Duration.ZERO, Due.WHEN_IDLE, wake);
  }

  private DisposableHandle set(Duration delay, Due due, Runnable wake) {
    Timer timer;
    synchronized (this) {
      timer = new Timer(after(delay), due, timersSet++, wake);
      timers.add(timer);
    }
    wakeUp();
    return () -> dispose(timer);
  }

  private Duration after(Duration delay) {
    return delay.compareTo(LONGEST.minus(now)) < 0 ? now.plus(delay) : LONGEST;
  }

  private synchronized void dispose(Timer timer) {
    timers.remove(timer);
  }

  private List<Timer> takeDue() {
    Timer first = timers.pollFirst();
    if (first == null) {
      return List.of();
    }
    if (first.due == Due.WHEN_IDLE) {
      return List.of(first);
    }
    now = first.time; // never earlier: what is set is due now at the earliest
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

  /** In which order timers of the same moment go off. */
  private enum Due {
    IN_TIME,
    LATE,
    WHEN_IDLE
  }

  private record Timer(Duration time, Due due, long number, Runnable wake) {
    boolean isDueAt(Duration moment) {
      return due == Due.IN_TIME && time.equals(moment);
    }
  }
}
