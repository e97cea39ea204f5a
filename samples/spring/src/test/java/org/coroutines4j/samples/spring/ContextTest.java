package org.coroutines4j.samples.spring;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Guards that tasks have the user and the trace of the request that has started them. */
class ContextTest {
  private static final String LOGGER = "org.coroutines4j.samples.spring";

  /** Keeps the lines of the shop. */
  private static final class Lines extends AppenderBase<ILoggingEvent> {
    private final List<ILoggingEvent> all = new CopyOnWriteArrayList<>();

    @Override
    protected void append(ILoggingEvent event) {
      var unused = event.getMDCPropertyMap(); // before the thread goes on
      all.add(event);
    }

    List<ILoggingEvent> of(String text) {
      return all.stream().filter(event -> event.getFormattedMessage().contains(text)).toList();
    }
  }

  @Test
  void lines_ofTasks_haveTheUserAndTheTrace() throws Exception {
    Lines lines = new Lines();
    try (Shop shop = Shop.with("shop.quote-deadline=40s")) {
      Logger logger = (Logger) LoggerFactory.getLogger(LOGGER); // Boot has set the logging up
      lines.start();
      logger.addAppender(lines);
      try {
        shop.client.get("/quote/tea");
        shop.client.order(Client.ORDER);
        Shop.until("the order is written", () -> !lines.of("wrote").isEmpty());
        Shop.until("the audit has it", () -> !lines.of("ada has ordered").isEmpty());
      } finally {
        logger.detachAppender(lines);
      }
    }
    List<ILoggingEvent> asked = lines.of("asks ");
    assertThat(asked).hasSize(3).allMatch(ContextTest::isAdas);
    assertThat(asked).map(event -> event.getMDCPropertyMap().get("traceId")).doesNotContainNull();
    assertThat(asked.stream().map(event -> event.getMDCPropertyMap().get("traceId")).distinct())
        .hasSize(1);
    assertThat(asked.stream().map(event -> event.getMDCPropertyMap().get("spanId")).distinct())
        .hasSize(3); // each task is a span
    assertThat(lines.of("wrote")).hasSize(1).allMatch(ContextTest::isAdas);
    assertThat(lines.of("ada has ordered")).hasSize(1).allMatch(ContextTest::isAdas);
  }

  private static boolean isAdas(ILoggingEvent event) {
    return "ada".equals(event.getMDCPropertyMap().get(UserInLog.KEY));
  }
}
