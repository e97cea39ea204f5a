package org.coroutines4j.spring.boot;

/** Guards the columns of Spring WebFlux on Netty in the table of the guide. */
class WebFluxCasesTest extends WebCases {
  WebFluxCasesTest() {
    super(Stack.WEBFLUX, "WebFlux");
  }
}
