package org.coroutines4j.guide;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Guards that docs/types.md links the javadoc of each public type, except classes of Kotlin files.
 */
class TypesPageTest {
  private static final Path ROOT = Path.of("").toAbsolutePath().getParent();
  private static final Pattern TYPE =
      Pattern.compile("public (?:abstract |final )*(?:class|interface) ([\\w.]+)(?![\\w.$]).*");
  private static final Pattern LINK = Pattern.compile("\\(/api/([\\w/]+)\\.html\\)");

  @Test
  void page_linksEachPublicType() throws IOException {
    List<String> linked =
        LINK.matcher(Files.readString(ROOT.resolve("docs/types.md")))
            .results()
            .map(link -> link.group(1).replace('/', '.'))
            .toList();
    assertThat(linked).doesNotHaveDuplicates();
    assertThat(new TreeSet<>(linked)).isEqualTo(publicTypes());
  }

  private static Set<String> publicTypes() throws IOException {
    Set<String> types = new TreeSet<>();
    try (Stream<Path> dumps = Files.list(ROOT.resolve("api"))) {
      for (Path dump : dumps.toList()) {
        Files.readAllLines(dump).stream()
            .map(TYPE::matcher)
            .filter(matcher -> matcher.matches() && !isOfKotlinCode(matcher.group(1)))
            .forEach(matcher -> types.add(matcher.group(1)));
      }
    }
    return types;
  }

  /** Functions of Kotlin files, and the two classes that the page about both languages names. */
  private static boolean isOfKotlinCode(String type) {
    return type.endsWith("Kt") || type.endsWith(".JavaFlows") || type.endsWith(".SuspendCalls");
  }
}
