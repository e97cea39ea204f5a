package org.coroutines4j.samples.spring;

// region imports
import org.coroutines4j.ServiceScope;
import org.coroutines4j.Task;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

// endregion

// region controller
/** Answers requests for quotes. No thread of the web server waits for the backends. */
@RestController
class QuoteController {
  private final ServiceScope scope;
  private final Quotes quotes;

  QuoteController(@Qualifier("applicationScope") ServiceScope scope, Quotes quotes) {
    this.scope = scope;
    this.quotes = quotes;
  }

  @GetMapping("/quote/{item}")
  Task<Quote> quote(@PathVariable String item) {
    return scope.named("quote").async(() -> quotes.quote(item));
  }
}
// endregion
