package org.coroutines4j.site;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;

/** Starts Chromium with the width of a screen. */
final class Browser {
  private static final Path DRIVER = Path.of("/usr/bin/chromedriver");

  private Browser() {}

  static boolean isInstalled() {
    return Files.isExecutable(DRIVER);
  }

  static ChromeDriver desktop() {
    return start(new ChromeOptions().addArguments("--window-size=1280,900"));
  }

  /** Starts a browser as on a phone: 390 pixels wide, with touch. */
  static ChromeDriver phone() {
    Map<String, Object> screen =
        Map.of("deviceMetrics", Map.of("width", 390, "height", 844, "pixelRatio", 2.0));
    ChromeOptions options = new ChromeOptions();
    options.setExperimentalOption("mobileEmulation", screen);
    return start(options);
  }

  private static ChromeDriver start(ChromeOptions options) {
    options.addArguments("--headless=new", "--no-sandbox", "--disable-dev-shm-usage");
    ChromeDriverService service =
        new ChromeDriverService.Builder()
            .usingDriverExecutable(DRIVER.toFile())
            .usingAnyFreePort()
            .build();
    return new ChromeDriver(service, options);
  }
}
