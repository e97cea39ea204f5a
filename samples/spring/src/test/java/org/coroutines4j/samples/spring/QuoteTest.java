package org.coroutines4j.samples.spring;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Guards that a quote asks three backends concurrently, and ends by its deadline. */
class QuoteTest {
  @Test
  void quote_ofBackendsThatAnswer_isComplete() throws Exception {
    try (Shop shop = Shop.with("shop.quote-deadline=40s")) {
      HttpResponse<String> answer = shop.client.get("/quote/tea");

      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.body())
          .contains("the price of tea for ada", "the stock of tea", "the shipping of tea")
          .contains("\"missing\":{}");
    }
  }

  @Test
  void quote_withALateBackend_isPartial_andCancelsTheCall() throws Exception {
    try (Shop shop = Shop.with("shop.quote-deadline=4s")) {
      shop.bean(DemoBackends.class).hang("shipping");
      long begin = System.nanoTime();

      HttpResponse<String> answer = shop.client.get("/quote/tea");

      assertThat(Shop.since(begin)).isBetween(Duration.ofMillis(3990), Duration.ofSeconds(40));
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.body())
          .contains("the price of tea", "the stock of tea")
          .contains("\"missing\":{\"shipping\":\"no answer in time\"}");
      assertThat(shop.bean(Backends.class).running()).isZero(); // the quote waits for its calls
    }
  }
}
