package org.coroutines4j.samples.crawl;

import static org.coroutines4j.Async.delay;

import java.time.Duration;
import java.util.concurrent.Callable;
import org.coroutines4j.sync.AsyncMutex;
import org.coroutines4j.sync.AsyncSemaphore;

/** Limits the requests to one host: how many at the same time, and how soon after each other. */
final class PoliteHost {
  private final AsyncSemaphore requests;
  private final AsyncMutex turnstile = new AsyncMutex();
  private final Duration pause;

  PoliteHost(int limit, Duration pause) {
    this.requests = new AsyncSemaphore(limit);
    this.pause = pause;
  }

  /** Makes the request when the host may get one. A cancellation ends the waits for that. */
  <T> T request(Callable<T> request) {
    return requests.withPermit(
        () -> {
          turnstile.withLock(() -> delay(pause)); // one request after another passes here
          return request.call();
        });
  }
}
