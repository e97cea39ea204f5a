package org.coroutines4j.samples.fetch;

import static java.net.http.HttpResponse.BodySubscribers.ofByteArrayConsumer;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandler;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * One page on its way: what is known of it so far, so that a failure in the middle still tells the
 * status and how much had come. The body is counted, not kept.
 */
final class Download {
  private final URI url;
  private long started;
  private int attempts;
  private volatile @Nullable Integer status;
  private final AtomicLong bytes = new AtomicLong();
  private volatile @Nullable FetchResult result;

  Download(URI url) {
    this.url = url;
  }

  void start() {
    started = System.nanoTime();
  }

  HttpRequest nextAttempt() {
    attempts++;
    status = null;
    bytes.set(0);
    return HttpRequest.newBuilder(url).build();
  }

  BodyHandler<Void> body() {
    return head -> {
      status = head.statusCode();
      return ofByteArrayConsumer(chunk -> chunk.ifPresent(some -> bytes.addAndGet(some.length)));
    };
  }

  FetchResult end(@Nullable String error) {
    Duration time = Duration.ofNanos(System.nanoTime() - started);
    FetchResult ended = new FetchResult(url, status, bytes.get(), time, attempts, error);
    result = ended;
    return ended;
  }

  /** How it ended; empty while it is waiting or on its way. */
  Optional<FetchResult> result() {
    return Optional.ofNullable(result);
  }
}
