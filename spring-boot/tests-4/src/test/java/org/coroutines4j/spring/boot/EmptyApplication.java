package org.coroutines4j.spring.boot;

import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Configuration;

/** An application without a bean of its own, which ends when it has started. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
public class EmptyApplication {
  /** Starts and ends it. */
  public static void main(String[] args) {
    SpringApplication.run(EmptyApplication.class, args).close();
  }

  /** Starts it without a web server. */
  public static AutoCloseable start(String... properties) {
    List<String> args = new ArrayList<>(List.of(properties));
    args.add("--spring.main.web-application-type=none");
    args.add("--spring.main.banner-mode=off");
    args.add("--logging.level.root=warn");
    return SpringApplication.run(EmptyApplication.class, args.toArray(String[]::new));
  }
}
