package org.coroutines4j.runtime.dispatch;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import kotlinx.coroutines.DisposableHandle;
import org.coroutines4j.runtime.time.Clock;
import org.coroutines4j.runtime.time.Nanos;
import org.jspecify.annotations.Nullable;

/**
 * A single turn, and a clock that moves when nobody wants the turn: the time of a test. Since only
 * the holder of the turn does anything, what happens is the same each time.
 */
public final class SimulatedTime implements Turns, Clock {
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
      Comparator.<Timer>comparingLong(timer -> timer.time)
          .thenComparing(timer -> timer.late)
          .thenComparingLong(timer -> timer.number);

  private final @Nullable Random shuffle;

  /** For code of the test: what that draws does not change the order of turns. */
  private final Random random;

  private final Deque<Runnable> ready = new ArrayDeque<>();
  private final List<Runnable> shuffled = new ArrayList<>();
  private final TreeSet<Timer> timers = new TreeSet<>(ORDER);
  private volatile long now;
  private long timersSet;
  private boolean taken;
  private int held;

  /** In the order of asking; or, with a seed, in an order of its own, again and again the same. */
  public SimulatedTime(@Nullable Long seed) {
    shuffle = seed == null ? null : new Random(seed);
    random = new Random(seed == null ? 0 : ~seed);
  }

  // The turn.

  @Override
  public void enter(Runnable granted) {
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
  public void leave() {
    Runnable next = next();
    if (next != null) {
      next.run();
    }
  }

  @Override
  public synchronized boolean withdraw(Runnable granted) {
    return ready.remove(granted) || shuffled.remove(granted);
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
  public synchronized void hold() {
    held++;
  }

  @Override
  public void release() {
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
      shuffled.add(granted);
    }
  }

  private @Nullable Runnable pollReady() {
    if (shuffle == null) {
      return ready.poll();
    }
    return shuffled.isEmpty() ? null : shuffled.remove(shuffle.nextInt(shuffled.size()));
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
    leave();
  }

  // The clock.

  @Override
  public long nanoTime() {
    return now;
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
    return set(now + Math.max(0, delayNanos), false, wake);
  }

  /**
   * Runs {@code wake} after {@code delayNanos}, when nothing else is left to do at that moment; or,
   * if that is {@link Nanos#FOREVER}, when nothing at all is left to do, at whatever time.
   */
  public DisposableHandle scheduleLate(long delayNanos, Runnable wake) {
    return set(delayNanos >= Nanos.FOREVER ? Long.MAX_VALUE : now + delayNanos, true, wake);
  }

  private DisposableHandle set(long time, boolean late, Runnable wake) {
    Timer timer;
    synchronized (this) {
      timer = new Timer(time, late, timersSet++, wake);
      timers.add(timer);
    }
    wakeUp();
    return () -> dispose(timer);
  }

  private synchronized void dispose(Timer timer) {
    timers.remove(timer);
  }

  private List<Timer> takeDue() {
    Timer first = timers.pollFirst();
    if (first == null) {
      return List.of();
    }
    if (first.time != Long.MAX_VALUE) {
      now = Math.max(now, first.time);
    }
    if (first.late) {
      return List.of(first);
    }
    List<Timer> due = new ArrayList<>();
    due.add(first);
    while (!timers.isEmpty() && timers.first().time <= now && !timers.first().late) {
      due.add(timers.pollFirst());
    }
    return due;
  }

  private record Timer(long time, boolean late, long number, Runnable wake) {}
}
