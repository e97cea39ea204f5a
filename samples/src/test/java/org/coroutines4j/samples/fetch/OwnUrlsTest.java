package org.coroutines4j.samples.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.coroutines4j.samples.fetch.server.DemoServer;
import org.coroutines4j.samples.terminal.Commands;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnUrlsTest {
  private DemoServer server;

  @BeforeEach
  void start() throws IOException {
    server = DemoServer.start();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private String url(String path) {
    return server.url(path).toString();
  }

  @Test
  void allGood_exitsWith0_rowsInTheOrderOfTheArguments() {
    Commands.Result result =
        Commands.run(Main::new, url("/slow/1"), url("/quick/2"), url("/quick/4"));

    assertThat(result.exitCode()).isZero();
    assertThat(result.table()).hasSize(3);
    assertThat(result.table().get(0)).contains("/slow/1").contains(" 200 ");
    assertThat(result.table().get(1)).contains("/quick/2").contains(" 2,000 ");
    assertThat(result.table().get(2)).contains("/quick/4").contains(" 4,000 ");
    assertThat(result.out()).contains("3 ok, 0 failed.");
  }

  @Test
  void oneFails_othersGoOn_exitsWith1() {
    Commands.Result result = Commands.run(Main::new, url("/missing/3"), url("/quick/2"));

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.row("/missing/3")).endsWith("HTTP status 404");
    assertThat(result.row("/quick/2")).contains(" 200 ");
    assertThat(result.out()).contains("1 ok, 1 failed.");
  }

  @Test
  void nobodyListens_isAnErrorInTheTable() {
    String url = url("/quick/2");
    server.close();
    Commands.Result result = Commands.run(Main::new, "--retries", "1", url);

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.row("/quick/2")).matches(" +- +0 .* s +2  .*cannot connect.*");
  }

  @Test
  void urlsInFile_areFetchedAfterTheArguments(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("urls.txt");
    Files.writeString(file, "# two pages\n\n" + url("/quick/4") + "\n  " + url("/quick/5") + "\n");
    Commands.Result result = Commands.run(Main::new, "--file", file.toString(), url("/quick/2"));

    assertThat(result.exitCode()).isZero();
    assertThat(result.table()).hasSize(3);
    assertThat(result.table().get(0)).contains("/quick/2");
    assertThat(result.table().get(2)).contains("/quick/5");
  }

  @Test
  void json_isOneDocumentWithAllThatIsInTheTable() {
    Commands.Result result = Commands.run(Main::new, "--json", url("/quick/2"), url("/missing/3"));

    JsonObject document = JsonParser.parseString(result.out()).getAsJsonObject();
    JsonObject good = document.getAsJsonArray("results").get(0).getAsJsonObject();
    assertThat(good.get("url").getAsString()).isEqualTo(url("/quick/2"));
    assertThat(good.get("status").getAsInt()).isEqualTo(200);
    assertThat(good.get("bytes").getAsLong()).isEqualTo(2_000);
    assertThat(good.get("seconds").getAsDouble()).isPositive();
    assertThat(good.get("error").isJsonNull()).isTrue();
    JsonObject bad = document.getAsJsonArray("results").get(1).getAsJsonObject();
    assertThat(bad.get("error").getAsString()).isEqualTo("HTTP status 404");
    JsonObject summary = document.getAsJsonObject("summary");
    assertThat(summary.get("ok").getAsInt()).isEqualTo(1);
    assertThat(summary.get("failed").getAsInt()).isEqualTo(1);
    assertThat(summary.get("interrupted").getAsBoolean()).isFalse();
  }

  @Test
  void noTerminal_aPlainLineForEachPage() {
    Commands.Result result = Commands.run(Main::new, "-c", "1", url("/quick/2"), url("/missing/3"));

    assertThat(result.err().lines().toList()).hasSize(2);
    assertThat(result.err())
        .containsPattern("\\[1/2] \\S+/quick/2 ok, 2,000 bytes in \\d+\\.\\d{3} s\\n")
        .containsPattern("\\[2/2] \\S+/missing/3 FAILED: HTTP status 404, 0 bytes in .*\\n");
  }

  @Test
  void terminal_aBarThatGrows() {
    Commands.Result result =
        Commands.run(
            Main::new, new ByteArrayOutputStream(), 90, url("/quick/2"), url("/missing/3"));

    assertThat(result.err()).contains("\r").contains("2/2").contains("1 failed");
    assertThat(result.err()).doesNotContain("[1/2]");
  }
}
