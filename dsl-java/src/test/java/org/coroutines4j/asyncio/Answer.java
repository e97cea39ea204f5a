package org.coroutines4j.asyncio;

/** Whether a case ends as in asyncio. */
enum Answer {
  SAME,
  /** On purpose. */
  DIFFERENT
}
