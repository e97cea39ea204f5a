package org.coroutines4j.spring.boot;

/** Guards the columns of Spring MVC on Tomcat in the table of the guide. */
class MvcCasesTest extends WebCases {
  MvcCasesTest() {
    super(Stack.MVC, "MVC");
  }
}
