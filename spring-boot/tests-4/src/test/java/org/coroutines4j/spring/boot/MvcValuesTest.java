package org.coroutines4j.spring.boot;

/** Guards what controllers may return and accept with Spring MVC on Tomcat. */
class MvcValuesTest extends WebValues {
  MvcValuesTest() {
    super(Stack.MVC);
  }
}
