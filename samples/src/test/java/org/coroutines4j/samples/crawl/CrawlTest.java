package org.coroutines4j.samples.crawl;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.coroutines4j.Async;
import org.coroutines4j.samples.terminal.Commands;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Guards that each page within the limits is visited once, and no host gets too many requests. */
class CrawlTest {
  private static final Limits ALL = new Limits(3, 1_000, 4, Duration.ZERO, ofSeconds(60));

  private static List<Visit> crawl(DemoSite site, Limits limits) {
    Queue<Visit> visits = new ConcurrentLinkedQueue<>();
    Async.run(scope -> new Crawler(limits, visits::add).crawl(site.url()));
    return List.copyOf(visits);
  }

  @Test
  void eachPageIsVisitedOnce_withinTheLimitOfItsHost() throws Exception {
    try (DemoSite site = DemoSite.start()) {
      List<Visit> visits = crawl(site, ALL);
      assertThat(visits).extracting(Visit::url).doesNotHaveDuplicates();
      assertThat(visits).filteredOn(visit -> visit.depth() == 1).hasSize(4);
      assertThat(visits)
          .filteredOn(visit -> !visit.isOk())
          .isNotEmpty()
          .allMatch(visit -> visit.status() == 404);
      assertThat(site.mostRequests()).isBetween(2, 4);
    }
  }

  @Test
  void limits_endTheCrawl() throws Exception {
    try (DemoSite site = DemoSite.start()) {
      Limits ten = new Limits(3, 10, 4, Duration.ZERO, ofSeconds(60));
      assertThat(crawl(site, ten)).hasSize(10);
      Limits near = new Limits(1, 1_000, 4, Duration.ZERO, ofSeconds(60));
      assertThat(crawl(site, near)).hasSize(5);
    }
  }

  @Test
  void hostThatRefuses_isAVisitThatFailed() {
    Queue<Visit> visits = new ConcurrentLinkedQueue<>();
    URI closed = URI.create("http://127.0.0.1:1/");
    Async.run(scope -> new Crawler(ALL, visits::add).crawl(closed));
    assertThat(visits).singleElement().matches(visit -> !visit.isOk() && visit.status() == 0);
  }

  @Test
  void command_printsItsPagesByDepth() {
    Commands.Result result = Commands.run(Main::new, "--pause", "0");
    assertThat(result.exitCode()).isZero();
    assertThat(result.out()).startsWith("depth 0: 1 pages\ndepth 1: 4 pages\n").contains("404");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          --depth=-1     | --depth must be from 0 to 1000, but is -1
          --per-host=0   | --per-host must be from 1 to 1000, but is 0
          --pause=-1     | --pause must be from 0 to 60000, but is -1
          --pages=0      | --pages must be from 1 to 1000000, but is 0
          example.com    | 'example.com' is no URL of a page
          ftp://a/b      | 'ftp://a/b' is no URL of a page
          """)
  void badArgument_isNamed(String argument, String message) {
    Commands.Result result = Commands.run(Main::new, argument);
    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).startsWith("crawl: ").contains(message);
  }
}
