package org.coroutines4j.site;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Guards that the site can be built, and that none of its links is broken. */
@Tag("full")
class SiteTest {
  @BeforeAll
  static void build() throws Exception {
    assumeTrue(Site.isNodeInstalled(), "node is not installed");
    Site.build();
  }

  @Test
  void links_leadToPagesAndAnchors() throws IOException {
    Links links = Links.in(Site.FOLDER);
    assertThat(links.pages()).hasSizeGreaterThan(40);
    assertThat(links.broken()).isEmpty();
  }

  @Test
  void prose_usesTheWordsOfTheProject() throws Exception {
    Site.run("prose");
  }

  @Test
  void pages_loadNothingFromElsewhere() throws IOException {
    assertThat(Links.in(Site.FOLDER).loadedFromElsewhere()).isEmpty();
  }

  @Test
  void javadoc_hasTheTypesOfAllArtifacts() throws IOException {
    Path api = Site.FOLDER.resolve("api");
    assumeTrue(Files.exists(api), "this JDK makes no javadoc of {@snippet}");
    String types = Files.readString(api.resolve("type-search-index.js"), UTF_8);
    for (String type :
        List.of("Async", "AsyncFlow", "KotlinInterop", "VirtualTime", "CoroutineMetrics")) {
      assertThat(types).contains("\"" + type + "\"");
    }
  }
}
