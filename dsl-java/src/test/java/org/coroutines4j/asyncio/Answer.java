package org.coroutines4j.asyncio;

/** How the outcome compares with asyncio's. */
enum Answer {
  SAME,
  /** On purpose. */
  DIFFERENT
}
