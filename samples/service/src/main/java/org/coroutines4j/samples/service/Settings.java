package org.coroutines4j.samples.service;

import java.time.Duration;
import java.util.Map;

/**
 * What can be set about the service.
 *
 * @param port where it listens on the loopback address; 0 is any free port
 * @param databaseUrl of JDBC
 * @param connections how many the pool holds
 * @param backendsUrl where the backends are; empty if it is to start some itself
 * @param deadline for the whole of a quote
 * @param queueCapacity how many accepted orders may wait for the workers
 * @param batchSize how many orders a worker writes in one batch
 * @param grace how long the end may take
 */
record Settings(
    int port,
    String databaseUrl,
    String databaseUser,
    String databasePassword,
    int connections,
    String backendsUrl,
    Duration deadline,
    int queueCapacity,
    int workers,
    int batchSize,
    Duration grace) {
  static final String H2_OPTIONS =
      ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH;DB_CLOSE_ON_EXIT=FALSE";

  /** Throws IllegalArgumentException, with the variable and its value, if one is wrong. */
  static Settings from(Map<String, String> variables) {
    Environment environment = new Environment(variables);
    return new Settings(
        environment.number("ORDERS_PORT", 8080, 0, 65_535),
        environment.text("ORDERS_DATABASE_URL", "jdbc:h2:file:./orders-data/orders" + H2_OPTIONS),
        environment.text("ORDERS_DATABASE_USER", "sa"),
        environment.text("ORDERS_DATABASE_PASSWORD", ""),
        environment.number("ORDERS_DATABASE_CONNECTIONS", 8, 1, 1000),
        environment.text("ORDERS_BACKENDS_URL", ""),
        environment.millis("ORDERS_DEADLINE_MS", 500),
        environment.number("ORDERS_QUEUE", 1000, 1, 1_000_000),
        environment.number("ORDERS_WORKERS", 2, 1, 100),
        environment.number("ORDERS_BATCH", 50, 1, 10_000),
        environment.millis("ORDERS_GRACE_MS", 8_000));
  }
}
