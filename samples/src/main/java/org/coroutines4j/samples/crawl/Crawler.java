package org.coroutines4j.samples.crawl;

import static java.net.http.HttpResponse.BodyHandlers.ofString;
import static org.coroutines4j.Async.await;
import static org.coroutines4j.Async.supervisorScope;
import static org.coroutines4j.Async.withTimeout;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.coroutines4j.TaskScope;

/** Visits a page and those that it links, each in a task of its own. */
final class Crawler {
  private final HttpClient http = HttpClient.newBuilder().followRedirects(Redirect.NORMAL).build();
  private final Limits limits;
  private final Consumer<Visit> onVisit;
  private final Map<String, PoliteHost> hosts = new ConcurrentHashMap<>();
  private final Set<URI> seen = ConcurrentHashMap.newKeySet();
  private final AtomicInteger room;

  /** Creates a crawler that tells {@code onVisit} of each visit, from several threads. */
  Crawler(Limits limits, Consumer<Visit> onVisit) {
    this.limits = limits;
    this.onVisit = onVisit;
    this.room = new AtomicInteger(limits.pages());
  }

  /**
   * Returns when all pages that were found within the limits have been visited. A page counts at
   * the depth at which it was found first, so the pages at the limit may differ from run to run.
   */
  void crawl(URI first) {
    supervisorScope().named("crawl").run(scope -> follow(scope, first, 0));
  }

  private void follow(TaskScope scope, URI url, int depth) {
    if (seen.add(url) && room.getAndDecrement() > 0) {
      scope.named(url.toString()).launch(() -> visit(scope, url, depth));
    }
  }

  private void visit(TaskScope scope, URI url, int depth) {
    try {
      HttpResponse<String> page = host(url).request(() -> get(url));
      List<URI> links = page.statusCode() == 200 ? Links.of(page) : List.of();
      if (depth < limits.depth()) {
        links.forEach(link -> follow(scope, link, depth + 1));
      }
      String error = page.statusCode() == 200 ? null : "HTTP status " + page.statusCode();
      onVisit.accept(new Visit(url, depth, page.statusCode(), links.size(), error));
    } catch (CancellationException e) {
      throw e; // Ctrl-C says nothing about the page
    } catch (RuntimeException e) { // says nothing about the other pages
      onVisit.accept(new Visit(url, depth, 0, 0, e.toString()));
    }
  }

  private PoliteHost host(URI url) {
    return hosts.computeIfAbsent(
        url.getAuthority(), name -> new PoliteHost(limits.perHost(), limits.pause()));
  }

  private HttpResponse<String> get(URI url) {
    HttpRequest request = HttpRequest.newBuilder(url).header("User-Agent", "crawl-sample").build();
    return withTimeout(limits.timeout(), () -> await(http.sendAsync(request, ofString())));
  }
}
