package org.coroutines4j.spring.boot;

import org.coroutines4j.spring.web.OpenStreams;
import org.springframework.context.SmartLifecycle;

/**
 * Ends the flows that are still being written when the application stops: after the time that the
 * web server has given its requests to end by themselves, and before it closes their connections.
 */
public final class OpenStreamsLifecycle implements SmartLifecycle {
  /** Between Boot's phases of the graceful shutdown (1024 below the default) and of the stop. */
  public static final int PHASE = SmartLifecycle.DEFAULT_PHASE - 1024 - 512;

  private final OpenStreams streams;
  private volatile boolean running;

  /** Creates a lifecycle that cancels the collections of {@code streams}. */
  public OpenStreamsLifecycle(OpenStreams streams) {
    this.streams = streams;
  }

  @Override
  public void start() {
    streams.open();
    running = true;
  }

  @Override
  public void stop() {
    running = false;
    streams.cancelAll();
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
