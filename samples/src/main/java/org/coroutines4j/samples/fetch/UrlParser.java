package org.coroutines4j.samples.fetch;

import java.net.URI;
import java.net.URISyntaxException;

/** Reads a URL, and refuses what could not be fetched. */
final class UrlParser {
  private UrlParser() {}

  static URI parse(String text) {
    URI url;
    try {
      url = new URI(new URI(text).toASCIIString());
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException("'" + text + "' is no URL: " + e.getReason(), e);
    }
    String scheme = url.getScheme();
    if (!"http".equalsIgnoreCase(scheme) && !"https".equalsIgnoreCase(scheme)) {
      throw new IllegalArgumentException("'" + text + "' does not begin with http:// or https://");
    }
    if (url.getHost() == null) {
      throw new IllegalArgumentException("'" + text + "' names no host");
    }
    if (url.getPort() == 0 || url.getPort() > 65_535) {
      throw new IllegalArgumentException("'" + text + "' has a port that cannot be");
    }
    return url;
  }
}
