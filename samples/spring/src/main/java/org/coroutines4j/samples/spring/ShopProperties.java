package org.coroutines4j.samples.spring;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The settings of the shop.
 *
 * @param quoteDeadline how long the backends of a quote have
 * @param queue how many accepted orders may wait for a worker
 * @param workers how many tasks write orders
 */
@ConfigurationProperties("shop")
record ShopProperties(
    @DefaultValue("1s") Duration quoteDeadline,
    @DefaultValue("1000") int queue,
    @DefaultValue("2") int workers) {}
