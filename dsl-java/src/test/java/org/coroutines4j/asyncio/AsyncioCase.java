package org.coroutines4j.asyncio;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A test that restates one of CPython's tests of asyncio. {@link CasesPageTest} lists them all in
 * {@code docs/asyncio-cases.md}.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@interface AsyncioCase {
  /** Of the case, {@code E18}; the name of the method begins with it, {@code e18_}. */
  String id();

  /** CPython's test, as {@code file.test} in its folder {@code test_asyncio}. */
  String asyncioTest();

  /** Whether a program ends as it would with asyncio. */
  Answer answer();

  /** What is different and why, or how the same is said here. */
  String because();
}
