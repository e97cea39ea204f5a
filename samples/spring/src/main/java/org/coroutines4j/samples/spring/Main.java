package org.coroutines4j.samples.spring;

import java.util.List;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.scheduling.annotation.EnableAsync;
import org.springframework.scheduling.annotation.EnableScheduling;

/** Starts the shop: {@code samples/run spring}. */
@SpringBootApplication
@ConfigurationPropertiesScan
@EnableAsync
@EnableScheduling
public class Main {
  private static final String USAGE =
      """
      usage: samples/run spring [--PROPERTY=VALUE...]
      Serves a shop until Ctrl-C. Some of its properties:
        --server.port=8080          the port; 0 means any
        --shop.quote-deadline=1s    how long the backends of a quote have
        --shop.queue=1000           how many accepted orders may wait
        --shop.workers=2            how many tasks write orders
        --spring.datasource.url=jdbc:h2:file:./shop;DB_CLOSE_ON_EXIT=FALSE
                                    the database; by default it is in memory
        --logging.level.org.coroutines4j.samples.spring.SpanLog=debug
                                    logs each span of each trace
      """;

  /** Runs until SIGTERM or SIGINT. */
  public static void main(String[] args) {
    if (List.of(args).contains("--help")) {
      System.out.print(USAGE);
      return;
    }
    SpringApplication.run(Main.class, args);
  }
}
