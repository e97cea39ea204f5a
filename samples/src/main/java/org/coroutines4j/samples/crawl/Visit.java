package org.coroutines4j.samples.crawl;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * How the visit of a page ended.
 *
 * @param depth how many links the page is away from the first one
 * @param status the HTTP status; 0 if there was no answer
 * @param links how many pages it links
 * @param error what went wrong; null if nothing did
 */
record Visit(URI url, int depth, int status, int links, @Nullable String error) {
  boolean isOk() {
    return error == null;
  }
}
