package org.coroutines4j.spring.boot;

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
}
