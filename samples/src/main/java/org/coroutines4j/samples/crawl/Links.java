package org.coroutines4j.samples.crawl;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.stream.Stream;
import org.jsoup.Jsoup;

/** The links of a page. */
final class Links {
  private Links() {}

  /** Returns the pages that {@code page} links by HTTP, each once, without the parts after a #. */
  static List<URI> of(HttpResponse<String> page) {
    return Jsoup.parse(page.body(), page.uri().toString()).select("a[href]").stream()
        .map(link -> link.absUrl("href").replaceFirst("#.*", ""))
        .filter(link -> link.matches("https?://.+"))
        .distinct()
        .flatMap(Links::parse)
        .toList();
  }

  private static Stream<URI> parse(String link) {
    try {
      return Stream.of(new URI(link));
    } catch (URISyntaxException e) { // one bad link says nothing of the others
      return Stream.of();
    }
  }
}
