package org.coroutines4j.site;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.logging.Level;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.Point;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.support.ui.WebDriverWait;

/** Guards that the site works in a browser, on a phone too, from any server of files. */
@Tag("full")
class BrowserTest {
  private static FileServer server;

  @BeforeAll
  static void build() throws Exception {
    assumeTrue(Browser.isInstalled(), "chromedriver is not installed");
    assumeTrue(Site.isNodeInstalled(), "node is not installed");
    Site.build();
    server = new FileServer(Site.FOLDER);
  }

  @AfterAll
  static void stop() {
    if (server != null) {
      server.close();
    }
  }

  @Test
  void pages_areNotWiderThanAPhone_andHaveNoErrors() throws IOException {
    ChromeDriver phone = Browser.phone();
    try {
      List<String> tooWide = new ArrayList<>();
      Collection<String> pages = Links.in(Site.FOLDER).pages().keySet();
      for (String page : pages) {
        phone.get(server.url() + page);
        Number width = (Number) phone.executeScript("return document.documentElement.scrollWidth");
        if (width.intValue() > 390) {
          tooWide.add(page + ": " + width);
        }
      }
      assertThat(tooWide).isEmpty();
      assertThat(phone.manage().logs().get(LogType.BROWSER).getAll())
          .filteredOn(entry -> entry.getLevel().intValue() >= Level.SEVERE.intValue())
          .isEmpty();
      keepPicture(phone, "phone");
    } finally {
      phone.quit();
    }
  }

  @Test
  void search_findsAPage() throws IOException {
    ChromeDriver desktop = Browser.desktop();
    try {
      desktop.get(server.url());
      desktop.findElement(By.cssSelector(".DocSearch-Button")).click();
      new WebDriverWait(desktop, ofSeconds(20))
          .until(driver -> !driver.findElements(By.cssSelector("#localsearch-input")).isEmpty());
      desktop.findElement(By.cssSelector("#localsearch-input")).sendKeys("tryWithTimeout");
      new WebDriverWait(desktop, ofSeconds(20))
          .until(
              driver ->
                  driver.findElements(By.cssSelector(".results a.result")).stream()
                      .anyMatch(link -> link.getAttribute("href").contains("/timeouts.html")));
      keepPicture(desktop, "search");
    } finally {
      desktop.quit();
    }
  }

  @Test
  void darkMode_isSwitchedOnByAClick() throws IOException {
    ChromeDriver desktop = Browser.desktop();
    try {
      desktop.get(server.url() + "tasks.html");
      String before = desktop.findElement(By.tagName("html")).getAttribute("class");
      desktop.findElement(By.cssSelector(".VPNavBarAppearance button")).click();
      assertThat(desktop.findElement(By.tagName("html")).getAttribute("class"))
          .isNotEqualTo(before)
          .contains("dark");
      keepPicture(desktop, "dark");
    } finally {
      desktop.quit();
    }
  }

  @Test
  void comparisons_standSideBySide() throws IOException {
    ChromeDriver desktop = Browser.desktop();
    try {
      for (String page : List.of("kotlin", "asyncio", "go", "jox", "reactor")) {
        desktop.get(server.url() + "from/" + page + ".html");
        List<WebElement> columns = desktop.findElements(By.cssSelector(".columns > div"));
        assertThat(columns).as(page).hasSizeGreaterThanOrEqualTo(2);
        Point left = columns.get(0).getLocation();
        Point right = columns.get(1).getLocation();
        assertThat(right.getX()).as(page).isGreaterThan(left.getX() + 300);
        assertThat(right.getY()).as(page).isEqualTo(left.getY());
      }
      keepPicture(desktop, "columns");
    } finally {
      desktop.quit();
    }
  }

  private static void keepPicture(ChromeDriver browser, String name) throws IOException {
    Path file = Path.of("target", "pictures", name + ".png");
    Files.createDirectories(file.getParent());
    Files.write(file, browser.getScreenshotAs(OutputType.BYTES));
  }
}
