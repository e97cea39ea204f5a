package org.coroutines4j.samples.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The page in a real browser, where there is one; a picture of it is left in {@code target}. */
@Tag("full")
@Timeout(90)
class PageTest {
  private static final Pattern RATE = Pattern.compile("[1-9]\\d*");

  @TempDir Path folder;

  @Test
  void page_showsRatesAndTasks() throws Exception {
    assumeTrue(Browser.isInstalled(), "there is no chromedriver");
    try (Running running = Running.with();
        Browser browser = Browser.start(folder)) {
      browser.open(running.uri("/"));
      String rate = "";
      while (!RATE.matcher(rate).matches()) { // until orders of a second are shown
        assertThat(running.post(Running.ORDER).statusCode()).isEqualTo(202);
        rate = browser.evaluate("document.getElementById('ordersPerSecond').textContent");
      }
      while (!browser.evaluate("document.body.dataset.updates >= 4").equals("true")) {
        assertThat(running.post(Running.ORDER).statusCode()).isEqualTo(202);
      }

      assertThat(browser.evaluate("document.getElementById('tasks').textContent"))
          .contains("scope 'orders'", "worker-1", "GET events");
      Path picture = Files.createDirectories(Path.of("target")).resolve("page.png");
      browser.screenshot(picture);
      assertThat(picture).isNotEmptyFile();
    }
  }
}
