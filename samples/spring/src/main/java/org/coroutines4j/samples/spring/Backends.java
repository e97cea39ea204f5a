package org.coroutines4j.samples.spring;

// region imports
import static org.coroutines4j.Async.blocking;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClient;

// endregion

/** Asks the three services that know parts of a quote. */
@Component
class Backends {
  static final List<String> NAMES = List.of("price", "stock", "shipping");
  static final String CUSTOMER = "X-Customer";
  private static final Logger LOG = LoggerFactory.getLogger(Backends.class);

  private final RestClient rest;
  private final AtomicInteger running = new AtomicInteger();

  Backends(RestClient.Builder builder, DemoBackends demo) {
    rest = builder.baseUrl(demo.url()).build();
  }

  // region ask
  /** Returns what {@code backend} says of {@code item} to the user of the current request. */
  String ask(String backend, String item) {
    LOG.info("asks {} for {}", backend, item); // with the user and the trace of the request
    running.incrementAndGet();
    try {
      return blocking( // a cancellation interrupts the call, which closes its connection
          () ->
              rest.get()
                  .uri("/{backend}/{item}", backend, item)
                  .headers(Backends::addCustomer)
                  .retrieve()
                  .requiredBody(String.class));
    } finally {
      running.decrementAndGet();
    }
  }

  private static void addCustomer(HttpHeaders headers) {
    Authentication user = SecurityContextHolder.getContext().getAuthentication();
    headers.set(CUSTOMER, user == null ? "anonymous" : user.getName());
  }

  // endregion

  /** Returns how many calls have not ended. */
  int running() {
    return running.get();
  }
}
