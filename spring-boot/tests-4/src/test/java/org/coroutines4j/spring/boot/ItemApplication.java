package org.coroutines4j.spring.boot;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** An application with one controller, as a user writes it. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import(ItemController.class)
class ItemApplication {}
