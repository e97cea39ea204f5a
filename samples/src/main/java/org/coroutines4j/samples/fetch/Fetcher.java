package org.coroutines4j.samples.fetch;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.coroutines4j.Async.await;
import static org.coroutines4j.Async.forEachConcurrent;
import static org.coroutines4j.Async.retry;
import static org.coroutines4j.Async.withTimeout;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import org.coroutines4j.RetryPolicy;
import org.jspecify.annotations.Nullable;

/** Fetches pages concurrently. A failure is the result of its page, and stops no other page. */
final class Fetcher {
  private final HttpClient http = HttpClient.newBuilder().followRedirects(Redirect.NORMAL).build();
  private final Limits limits;
  private final RetryPolicy policy;

  Fetcher(Limits limits) {
    this.limits = limits;
    this.policy =
        RetryPolicy.maxAttempts(1 + limits.retries())
            .exponentialBackoff(ofMillis(100), ofSeconds(5))
            .jitter(0.5)
            .retryOn(IOException.class);
  }

  /** Returns when all have ended; {@code onEnd} hears of each immediately, from several threads. */
  void fetchAll(List<Download> downloads, Consumer<FetchResult> onEnd) {
    forEachConcurrent(downloads, limits.concurrency(), it -> onEnd.accept(fetch(it)));
  }

  private FetchResult fetch(Download download) {
    download.start();
    try {
      int status = withTimeout(limits.timeout(), () -> retry(policy, () -> attempt(download)));
      return download.end(errorOf(status));
    } catch (CancellationException e) {
      throw e; // Ctrl-C says nothing about the page
    } catch (RuntimeException e) {
      return download.end(Errors.describe(e));
    }
  }

  private int attempt(Download download) throws IOException {
    var response = await(http.sendAsync(download.nextAttempt(), download.body()));
    StatusException.throwIfTransient(response.statusCode());
    return response.statusCode();
  }

  private static @Nullable String errorOf(int status) {
    return status >= 200 && status < 300 ? null : StatusException.message(status);
  }
}
