package org.coroutines4j.samples.service;

import static java.time.Duration.ofHours;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.Map;
import org.coroutines4j.Async;
import org.coroutines4j.ServiceScope;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** Guards that a warning of the library reaches SLF4J, with the keys of the MDC if asked for. */
class LogKeysTest {
  private final Logger logger = (Logger) LoggerFactory.getLogger("org.coroutines4j");
  private final ListAppender<ILoggingEvent> appender = new ListAppender<>();

  @BeforeEach
  void listen() {
    appender.start();
    logger.addAppender(appender);
  }

  @AfterEach
  void stopListening() {
    System.clearProperty("coroutines4j.mdc");
    logger.detachAppender(appender);
  }

  private ILoggingEvent warning() {
    appender.list.clear();
    ServiceScope scope = ServiceScope.open("shop");
    scope
        .named("ship")
        .launch(
            () -> {
              MDC.put("coroutines4j.code", "of the user");
              throw new IllegalStateException("no route");
            })
        .join();
    scope.close();
    assertThat(appender.list).hasSize(1);
    return appender.list.get(0);
  }

  @Test
  void warning_hasTheKeys_ifAskedFor() {
    System.setProperty("coroutines4j.mdc", "");
    ILoggingEvent logged = warning();
    Map<String, String> keys = logged.getMDCPropertyMap();
    assertThat(keys)
        .containsEntry("coroutines4j.code", "C4J-101")
        .containsEntry("coroutines4j.task", "shop/ship")
        .containsOnlyKeys("coroutines4j.code", "coroutines4j.task", "coroutines4j.taskId");
    assertThat(logged.getFormattedMessage())
        .startsWith("C4J-101 [shop/ship #" + keys.get("coroutines4j.taskId") + "]: ");
  }

  @Test
  void warning_leavesTheKeysOfTheUser() {
    assertThat(warning().getMDCPropertyMap())
        .containsOnly(Map.entry("coroutines4j.code", "of the user"));
  }

  @Test
  void keys_areAsBefore_afterTheLine() {
    System.setProperty("coroutines4j.mdc", "");
    MDC.put("coroutines4j.code", "before");
    ServiceScope scope = ServiceScope.open("shop");
    scope.launch(() -> Async.delay(ofHours(1)));
    scope.closeGracefully(ofMillis(1), ofMinutes(1)); // logs on this thread
    assertThat(appender.list).hasSize(1);
    assertThat(appender.list.get(0).getMDCPropertyMap()).containsEntry("coroutines4j.task", "shop");
    assertThat(MDC.getCopyOfContextMap()).containsOnly(Map.entry("coroutines4j.code", "before"));
    MDC.clear();
  }
}
