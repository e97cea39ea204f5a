package org.coroutines4j.guide;

// region http-limit
import static org.coroutines4j.Async.await;
import static org.coroutines4j.Async.timeLeft;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;

/** Calls of an HTTP server with a limit that expires after that of the block around them. */
public final class HttpLimits {
  private final HttpClient client = HttpClient.newHttpClient();

  /** Returns the page, or fails with the timeout of the block that calls this. */
  public String get(URI uri) {
    HttpRequest.Builder request = HttpRequest.newBuilder(uri);
    timeLeft().ifPresent(left -> request.timeout(left.plusSeconds(1))); // never zero
    return await(client.sendAsync(request.build(), BodyHandlers.ofString())).body();
  }
}
// endregion
