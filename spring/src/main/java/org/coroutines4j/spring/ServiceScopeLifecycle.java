package org.coroutines4j.spring;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.coroutines4j.ServiceScope;
import org.springframework.context.SmartLifecycle;

/**
 * Closes service scopes when the application stops. They stop taking tasks, the running and queued
 * ones may end within the drain time, and the rest is cancelled and named in a log line.
 *
 * <p>This happens after the web server and the schedulers have stopped, so that requests in flight
 * can still start tasks, and before beans are destroyed, so that tasks can use their connections.
 */
public final class ServiceScopeLifecycle implements SmartLifecycle {
  /** The phase: below that of executors and schedulers, which stop earlier. */
  public static final int PHASE = Integer.MAX_VALUE / 2 - 1024;

  private final Supplier<? extends Collection<ServiceScope>> scopes;
  private final Duration drain;
  private final Duration grace;
  private volatile boolean running;

  /**
   * Creates a lifecycle that closes scopes concurrently.
   *
   * @param scopes is asked for the scopes when the application stops
   * @param drain the time in which tasks may end without being cancelled, possibly zero. Together
   *     with {@code grace} it should be shorter than Spring's timeout of a phase
   * @param grace the time to wait for the cancelled tasks, possibly zero
   * @throws IllegalArgumentException if {@code drain} or {@code grace} is negative
   */
  public ServiceScopeLifecycle(
      Supplier<? extends Collection<ServiceScope>> scopes, Duration drain, Duration grace) {
    this.scopes = Objects.requireNonNull(scopes, "scopes");
    this.drain = notNegative(drain, "drain");
    this.grace = notNegative(grace, "grace");
  }

  private static Duration notNegative(Duration value, String name) {
    Objects.requireNonNull(value, name);
    if (value.isNegative()) {
      throw new IllegalArgumentException(name + " must not be negative, but was " + value);
    }
    return value;
  }

  /** Marks the lifecycle as running. The scopes are open already. */
  @Override
  public void start() {
    running = true;
  }

  /** Closes the scopes, and waits for that. */
  @Override
  public void stop() {
    List<Thread> closers = scopes.get().stream().map(this::closer).toList();
    closers.forEach(Thread::start);
    boolean interrupted = false;
    for (Thread closer : closers) {
      interrupted |= joinUninterruptibly(closer);
    }
    running = false;
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Closes the scopes on threads of their own, and calls {@code callback} afterwards. */
  @Override
  public void stop(Runnable callback) {
    Thread stopper =
        new Thread(
            () -> {
              try {
                stop();
              } finally {
                callback.run();
              }
            },
            "coroutines4j-stop");
    stopper.start();
  }

  private Thread closer(ServiceScope scope) {
    return new Thread(() -> scope.closeGracefully(drain, grace), "coroutines4j-close");
  }

  /** Returns whether the calling thread was interrupted. */
  private static boolean joinUninterruptibly(Thread thread) {
    boolean interrupted = false;
    while (true) {
      try {
        thread.join();
        return interrupted;
      } catch (InterruptedException e) {
        interrupted = true; // the closing is limited in time by itself
      }
    }
  }

  /**
   * Returns false: Spring 7's cache of test contexts stops what it can pause, and a closed scope
   * cannot be opened again.
   */
  public boolean isPauseable() { // of SmartLifecycle, from Spring 7 on
    return false;
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  @Override
  public int getPhase() {
    return PHASE;
  }
}
