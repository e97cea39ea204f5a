package org.coroutines4j.samples.spring;

// region imports
import static org.coroutines4j.Async.taskScope;
import static org.coroutines4j.Async.withTimeoutOrEmpty;
import static org.coroutines4j.Tasks.awaitAll;

import java.util.ArrayList;
import java.util.List;
import org.coroutines4j.Task;
import org.springframework.stereotype.Service;
import org.springframework.web.client.RestClientException;

// endregion

/** Asks all backends concurrently, with one deadline. */
@Service
class Quotes {
  private final Backends backends;
  private final ShopProperties properties;

  Quotes(Backends backends, ShopProperties properties) {
    this.backends = backends;
    this.properties = properties;
  }

  // region quote
  /** Returns the parts that have arrived by the deadline, and says which are missing. */
  Quote quote(String item) {
    return taskScope()
        .call(
            scope -> {
              List<Task<Quote.Part>> parts = new ArrayList<>();
              for (String backend : Backends.NAMES) {
                parts.add(scope.named(backend).async(() -> part(backend, item)));
              }
              return Quote.of(item, awaitAll(parts));
            });
  }

  private Quote.Part part(String backend, String item) {
    try {
      return withTimeoutOrEmpty(properties.quoteDeadline(), () -> backends.ask(backend, item))
          .map(answer -> new Quote.Part(backend, answer, true))
          .orElseGet(() -> new Quote.Part(backend, "no answer in time", false));
    } catch (RestClientException e) {
      return new Quote.Part(backend, "the backend has failed", false);
    }
  }
  // endregion
}
