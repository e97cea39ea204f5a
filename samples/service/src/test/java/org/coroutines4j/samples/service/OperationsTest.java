package org.coroutines4j.samples.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.coroutines4j.Async.run;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import io.vertx.core.json.JsonArray;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Guards what the operators of the service see of it. */
class OperationsTest {
  @Test
  void metrics_showTheQueue_andTheTasks() throws Exception {
    try (Running running = Running.with("ORDERS_WORKERS", "1", "ORDERS_BATCH", "1")) {
      assertThat(value(running, "orders_queue_depth")).isZero();
      while (value(running, "orders_tasks_running") != 4) { // worker, rates, ticker, this request
        Thread.sleep(5); // the task of the request before ends after its answer
      }
      running.sql("ALTER TABLE orders RENAME TO away"); // so that no write succeeds
      for (int i = 0; i < 3; i++) {
        assertThat(running.post(Running.ORDER).statusCode()).isEqualTo(202);
      }

      assertThat(value(running, "orders_queue_depth")).isEqualTo(3);
      assertThat(value(running, "orders_accepted_total")).isEqualTo(3);
      Running.until(() -> running.service().intake().failures() > 1);
      assertThat(value(running, "orders_write_failures_total")).isGreaterThan(1);

      running.sql("ALTER TABLE away RENAME TO orders");
      Running.until(() -> running.service().intake().depth() == 0);
      assertThat(value(running, "orders_queue_depth")).isZero();
    }
  }

  private static double value(Running running, String name) throws Exception {
    String metrics = running.get("/metrics").body();
    Matcher line = Pattern.compile("(?m)^" + name + " (\\S+)").matcher(metrics);
    assertThat(line.find()).as(metrics).isTrue();
    return Double.parseDouble(line.group(1));
  }

  @Test
  void taskTree_hasTheTasksOfARequest() throws Exception {
    try (Running running = Running.with("ORDERS_DEADLINE_MS", "3000")) {
      String id = running.writtenOrder();
      for (String backend : Backends.NAMES) {
        running.service().demo().hang(backend, true);
      }
      run(
          scope -> {
            scope.launch(() -> assertThat(running.get("/orders/" + id + "/quote")).isNotNull());
            Running.until(() -> running.service().demo().running() == 3);
            String tree = new JsonArray(running.get("/tasks").body()).encode();
            assertThat(tree).contains("GET quote", "price", "stock", "shipping", "worker-1");
          });
    }
  }

  @Test
  void eachLineOfTheLog_hasTheIdOfItsRequest_inChildTasksToo() throws Exception {
    List<String> ids = new CopyOnWriteArrayList<>();
    AppenderBase<ILoggingEvent> appender =
        new AppenderBase<>() {
          @Override
          protected void append(ILoggingEvent event) {
            ids.add(event.getMDCPropertyMap().getOrDefault("request", "none"));
          }
        };
    appender.start();
    Logger log = (Logger) LoggerFactory.getLogger(Backends.class.getPackageName());
    log.addAppender(appender);
    try (Running running = Running.with("ORDERS_DEADLINE_MS", "5000")) {
      String id = running.writtenOrder();
      int lines = 0;
      for (int i = 0; i < 6; i++) {
        HttpResponse<String> response = running.get("/orders/" + id + "/quote");
        String request = response.headers().firstValue("X-Request-Id").orElseThrow();
        assertThat(ids).allMatch(request::equals);
        lines += ids.size();
        ids.clear();
      }
      assertThat(lines).isEqualTo(running.service().demo().failures()).isGreaterThan(1);
    } finally {
      log.detachAppender(appender);
    }
  }

  @Test
  void withoutADatabase_itIsNotReady_butAlive() throws Exception {
    try (Running running = Running.with()) {
      String id = running.writtenOrder();
      assertThat(running.get("/health/ready").statusCode()).isEqualTo(200);

      running.service().database().close();

      HttpResponse<String> ready = running.get("/health/ready");
      assertThat(ready.statusCode()).isEqualTo(503);
      assertThat(ready.body()).contains("the database does not answer");
      assertThat(running.get("/health/live").statusCode()).isEqualTo(200);
      HttpResponse<String> look = running.get("/orders/" + id);
      assertThat(look.statusCode()).isEqualTo(503);
      assertThat(look.body()).contains("the database does not answer");
    }
  }
}
