package org.coroutines4j.console;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.openqa.selenium.By;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.support.ui.WebDriverWait;

/** Guards that the page shows the tasks in a browser, and runs no script of a task's name. */
@Tag("full")
@Timeout(180)
class BrowserTest {
  private static final Path DRIVER = Path.of("/usr/bin/chromedriver");

  private static ChromeDriver start() {
    return new ChromeDriver(
        new ChromeDriverService.Builder()
            .usingDriverExecutable(DRIVER.toFile())
            .usingAnyFreePort()
            .build(),
        new ChromeOptions()
            .addArguments(
                "--headless=new",
                "--no-sandbox",
                "--disable-dev-shm-usage",
                "--window-size=1100,560"));
  }

  @Test
  void page_showsTreeWaitsAndFindings_andSearches() throws Exception {
    assumeTrue(Files.isExecutable(DRIVER), "chromedriver is not installed");
    ChromeDriver browser = start();
    try (Target shop = Target.start(ShopProgram.class);
        TargetJvm jvm = Attachment.connect(shop.pid(), null);
        WebPage page = new WebPage(jvm, shop.pid(), 0, true)) {
      browser.get(page.url());
      waitFor(browser, "tree", "sleeper");
      assertThat(text(browser, "tree"))
          .contains("shop", "waits in delay", "waits for #", "<script>alert(1)</script>")
          .doesNotContain("\u202e");
      waitFor(browser, "findings", "C4J-101");
      waitFor(browser, "queues", "orders 1 of 3");
      waitFor(browser, "dispatchers", "cpu.limitedParallelism(1)");
      assertThat(browser.findElements(By.cssSelector("#tree script, #findings script"))).isEmpty();
      Path picture = Path.of("target", "pictures", "page.png");
      Files.createDirectories(picture.getParent());
      Files.write(picture, browser.getScreenshotAs(OutputType.BYTES));
      clickFirstFold(browser);
      assertThat(text(browser, "tree")).doesNotContain("sleeper");
      clickFirstFold(browser);
      browser.findElement(By.id("search")).sendKeys("sleep");
      assertThat(text(browser, "tree")).contains("sleeper").doesNotContain("waiter");
      shop.kill();
      waitFor(browser, "status", "has ended");
    } finally {
      browser.quit();
    }
  }

  /**
   * Folds or unfolds the first node that has any below it. In one step, since the page makes its
   * buttons again each second.
   */
  private static void clickFirstFold(ChromeDriver browser) {
    Object unused = browser.executeScript("document.querySelector('.fold:enabled').click()");
  }

  private static void waitFor(ChromeDriver browser, String id, String text) {
    Boolean unused =
        new WebDriverWait(browser, ofSeconds(30))
            .until(driver -> driver.findElement(By.id(id)).getText().contains(text));
  }

  private static String text(ChromeDriver browser, String id) {
    return browser.findElement(By.id(id)).getText();
  }
}
