package org.coroutines4j.samples.service;

import static org.coroutines4j.Async.await;
import static org.coroutines4j.Async.retry;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.coroutines4j.RetryPolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The services that a quote asks. */
final class Backends {
  private static final Logger LOG = LoggerFactory.getLogger(Backends.class);

  static final List<String> NAMES = List.of("price", "stock", "shipping");

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(2))
          .build();
  private final AtomicInteger calls = new AtomicInteger();
  private final String url;

  Backends(String url) {
    this.url = url;
  }

  // region ask
  private static final RetryPolicy AGAIN =
      RetryPolicy.maxAttempts(3)
          .exponentialBackoff(Duration.ofMillis(10), Duration.ofMillis(100))
          .jitter(0.5)
          .retryOn(IOException.class);

  /** What the backend {@code name} says of the item of {@code order}; tries again if it fails. */
  JsonObject ask(String name, Order order) {
    String item = URLEncoder.encode(order.item(), StandardCharsets.UTF_8);
    URI uri = URI.create(url + "/" + name + "?quantity=" + order.quantity() + "&item=" + item);
    return retry(AGAIN, () -> get(uri));
  }

  private JsonObject get(URI uri) throws IOException {
    calls.incrementAndGet();
    try {
      HttpRequest request = HttpRequest.newBuilder(uri).build();
      HttpResponse<String> response = await(http.sendAsync(request, BodyHandlers.ofString()));
      int status = response.statusCode();
      if (status == 200) {
        return new JsonObject(response.body());
      }
      LOG.info("{} answered {}", uri.getPath(), status);
      String message = uri.getPath() + " answered " + status;
      if (status >= 500) {
        throw new IOException(message); // maybe it answers the next time
      }
      throw new IllegalStateException(message);
    } finally {
      calls.decrementAndGet();
    }
  }

  // endregion

  /** Its threads end when it is closed, as it can be from JDK 21 on, or no longer in use. */
  HttpClient http() {
    return http;
  }

  /** How many calls run now. */
  int runningCalls() {
    return calls.get();
  }
}
