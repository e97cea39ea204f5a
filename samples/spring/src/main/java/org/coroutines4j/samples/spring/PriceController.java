package org.coroutines4j.samples.spring;

// region imports
import org.coroutines4j.flow.AsyncFlow;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

// endregion

// region controller
/** Sends prices as server-sent events. */
@RestController
class PriceController {
  private final PriceFeed feed;

  PriceController(PriceFeed feed) {
    this.feed = feed;
  }

  @GetMapping(path = "/prices", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
  AsyncFlow<Price> prices() {
    return feed.prices(); // collected at the pace of the client, until it leaves
  }
}
// endregion
