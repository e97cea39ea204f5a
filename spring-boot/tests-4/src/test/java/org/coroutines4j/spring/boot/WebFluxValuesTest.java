package org.coroutines4j.spring.boot;

/** Guards what controllers may return and accept with Spring WebFlux on Netty. */
class WebFluxValuesTest extends WebValues {
  WebFluxValuesTest() {
    super(Stack.WEBFLUX);
  }
}
