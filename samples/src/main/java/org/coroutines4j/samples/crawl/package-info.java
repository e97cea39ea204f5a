/** Follows links from page to page, politely. */
@NullMarked
package org.coroutines4j.samples.crawl;

import org.jspecify.annotations.NullMarked;
