package org.coroutines4j.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.coroutines4j.flow.AsyncFlow;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Guards that the table of contents of {@link AsyncFlow} names each of its methods once. */
@Tag("once")
class FlowContentsTest {
  private static final Path SOURCE = Path.of("src/main/java/org/coroutines4j/flow/AsyncFlow.java");
  private static final Pattern CONTENTS =
      Pattern.compile("<b>Contents:</b>(.*?)</ul>", Pattern.DOTALL);
  private static final Pattern LINK = Pattern.compile("\\{@link\\s+(?:\\*\\s+)?#(\\w+)}");

  @Test
  void contents_nameEachMethod_once() throws IOException {
    String contents =
        CONTENTS.matcher(Files.readString(SOURCE)).results().findFirst().orElseThrow().group(1);
    assertThat(LINK.matcher(contents).results().map((MatchResult link) -> link.group(1)))
        .doesNotHaveDuplicates()
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(AsyncFlow.class.getDeclaredMethods())
                .filter(method -> !method.isSynthetic())
                .map(Method::getName)
                .collect(Collectors.toCollection(TreeSet::new)));
  }
}
