package org.coroutines4j.compatibility;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.coroutines4j.flow.AsyncFlow;
import org.junit.jupiter.api.Test;

/**
 * Guards that the consumer with Spring Boot's parent calls every operator of flows. A new operator
 * has to be added there.
 */
class EveryOperatorTest {
  private static final Path CONSUMER = Path.of("../consumers/projects/boot/src/main/java/consumer");

  @Test
  void everyPublicMethodOfAsyncFlow_isCalledByTheConsumer() throws Exception {
    String program = filesOf(CONSUMER);
    Set<String> names =
        Arrays.stream(AsyncFlow.class.getDeclaredMethods())
            .filter(method -> Modifier.isPublic(method.getModifiers()) && !method.isSynthetic())
            .map(Method::getName)
            .collect(Collectors.toSet());
    assertThat(names).hasSizeGreaterThan(60);
    assertThat(names)
        .filteredOn(name -> !program.matches("(?s).*\\.(<[\\w, ]+>)?" + name + "\\(.*"))
        .isEmpty();
  }

  private static String filesOf(Path folder) throws IOException {
    StringBuilder text = new StringBuilder();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "Flow*.java")) {
      for (Path file : files) {
        text.append(Files.readString(file));
      }
    }
    return text.toString();
  }
}
