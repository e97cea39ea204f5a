package org.coroutines4j.guide;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Guards that docs/asyncio.md has each public name of the installed Python's asyncio. */
class AsyncioNamesTest {
  private static final Path PAGE = Path.of("..", "docs", "asyncio.md");
  private static final Pattern CODE = Pattern.compile("`([A-Za-z_.]+)`");

  @Test
  void page_hasEachPublicName() throws Exception {
    List<String> names = namesOfPython();
    assumeTrue(!names.isEmpty(), "python3 is not installed");
    assertThat(names).hasSizeGreaterThan(80);
    List<String> known =
        CODE.matcher(Files.readString(PAGE)).results().map(code -> code.group(1)).toList();
    assertThat(known).containsAll(names);
  }

  private static List<String> namesOfPython() throws InterruptedException {
    String program =
        """
        import asyncio
        for name in asyncio.__all__:
          if not name.startswith('_'): print(name)
        """;
    try {
      Process python = new ProcessBuilder("python3", "-c", program).start();
      List<String> names =
          new String(python.getInputStream().readAllBytes(), UTF_8).lines().toList();
      return python.waitFor() == 0 ? names : List.of();
    } catch (IOException e) {
      return List.of();
    }
  }
}
