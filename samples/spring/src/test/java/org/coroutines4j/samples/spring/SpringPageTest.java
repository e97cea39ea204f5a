package org.coroutines4j.samples.spring;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.coroutines4j.samples.spring.pitfalls.ChildOfTransaction;
import org.junit.jupiter.api.Test;

/** Guards what docs/spring.md shows as the output of a program, and its table of properties. */
class SpringPageTest {
  private static final Path ROOT = Path.of("").toAbsolutePath().getParent().getParent();
  private static final Pattern OUTPUT =
      Pattern.compile("<!-- run by: SpringPageTest -->\n```text\n(.*?)```", Pattern.DOTALL);

  private static String page() throws Exception {
    return Files.readString(ROOT.resolve("docs").resolve("spring.md"));
  }

  @Test
  void transactions_leaveWhatThePageSays() throws Exception {
    Matcher output = OUTPUT.matcher(page());
    assertThat(output.find()).isTrue();

    assertThat(printed()).isEqualTo(output.group(1).lines().toList());
  }

  private static List<String> printed() {
    PrintStream before = System.out;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    System.setOut(new PrintStream(bytes, true, UTF_8));
    try {
      ChildOfTransaction.main(new String[0]);
    } finally {
      System.setOut(before);
    }
    return bytes.toString(UTF_8).lines().toList();
  }

  @Test
  void properties_areAllOnThePage() throws Exception {
    String page = page();
    for (String property :
        List.of(
            "enabled",
            "scope.name",
            "scope.dispatcher",
            "scope.max-concurrent",
            "scope.max-queued",
            "scope.drain",
            "scope.grace",
            "executor.enabled",
            "context.enabled",
            "transactions.in-tasks",
            "observations.enabled",
            "web.client-check-interval",
            "jdbc.enabled",
            "monitor")) {
      assertThat(page).contains("`coroutines4j." + property + "`");
    }
  }
}
