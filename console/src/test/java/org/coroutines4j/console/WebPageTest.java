package org.coroutines4j.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Guards that only a browser on this machine, with the token, sees the tasks. */
@Timeout(120)
class WebPageTest {
  private Target shop;
  private TargetJvm jvm;
  private WebPage page;
  private URI url;

  @BeforeEach
  void open() throws Exception {
    shop = Target.start(ShopProgram.class);
    jvm = Attachment.connect(shop.pid(), null);
    page = new WebPage(jvm, shop.pid(), 0, false);
    url = URI.create(page.url());
  }

  @AfterEach
  void close() {
    page.close();
    jvm.close();
    shop.close();
  }

  /** Returns the answer to a request with these headers, which a browser would set. */
  private String get(String path, String... headers) throws IOException {
    try (Socket socket = new Socket(url.getHost(), url.getPort())) {
      String request =
          "GET %s HTTP/1.1\r\n%s\r\nConnection: close\r\n\r\n"
              .formatted(path, String.join("\r\n", headers));
      socket.getOutputStream().write(request.getBytes(UTF_8));
      return new String(socket.getInputStream().readAllBytes(), UTF_8);
    }
  }

  private String host() {
    return "Host: " + url.getAuthority();
  }

  @Test
  void data_hasTreesAndWarnings() throws IOException {
    String answer = get(url.getPath() + "data.json", host());
    assertThat(answer)
        .startsWith("HTTP/1.1 200")
        .contains("\"pid\":" + shop.pid(), "\"name\":\"sleeper\"", "\"code\":\"C4J-101\"");
  }

  @Test
  void search_isOfTheWholeTree() throws IOException {
    assertThat(get(url.getPath() + "data.json?sle%65p", host()))
        .contains("\"name\":\"sleeper\"")
        .doesNotContain("\"name\":\"waiter\"");
    assertThat(get(url.getPath() + "data.json?%22%3C%26", host()))
        .startsWith("HTTP/1.1 200")
        .contains("\"trees\":[]");
  }

  @Test
  void page_allowsNoOtherSource() throws IOException {
    assertThat(get(url.getPath(), host()))
        .startsWith("HTTP/1.1 200")
        .containsIgnoringCase("Content-Security-Policy: default-src 'none'; script-src 'self'")
        .containsIgnoringCase("Referrer-Policy: no-referrer");
    assertThat(get(url.getPath() + "page.js", host())).startsWith("HTTP/1.1 200");
  }

  @Test
  void requestWithoutTheToken_findsNothing() throws IOException {
    assertThat(get("/", host())).startsWith("HTTP/1.1 404");
    assertThat(get("/data.json", host())).startsWith("HTTP/1.1 404");
    assertThat(get(url.getPath() + "../data.json", host())).startsWith("HTTP/1.1 404");
    assertThat(get(url.getPath() + "nothing", host())).startsWith("HTTP/1.1 404");
  }

  @Test
  void requestOfAnotherPageOrHost_isRefused() throws IOException {
    String data = url.getPath() + "data.json";
    assertThat(get(data, host(), "Origin: http://evil.example")).startsWith("HTTP/1.1 403");
    assertThat(get(data, host(), "Sec-Fetch-Site: cross-site")).startsWith("HTTP/1.1 403");
    assertThat(get(data, "Host: evil.example:" + url.getPort())).startsWith("HTTP/1.1 403");
    assertThat(url.getHost()).isEqualTo("127.0.0.1");
  }
}
