/**
 * What asyncio programs find again here: the cases that CPython's own tests pin down, each with the
 * same outcome or a different one on purpose.
 */
package org.coroutines4j.asyncio;
