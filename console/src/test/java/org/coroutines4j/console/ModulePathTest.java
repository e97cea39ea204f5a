package org.coroutines4j.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.File;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Guards that the console looks into a JVM that has the library on its module path. */
@Timeout(120)
class ModulePathTest {
  private static final Pattern LIBRARY =
      Pattern.compile(
          ".*(coroutines4j-?\\w*-\\d|kotlinx-coroutines-core-jvm|kotlin-stdlib-\\d|jspecify).*\\.jar");

  @Test
  void libraryOnTheModulePath_isFound() throws Exception {
    List<String> entries =
        Arrays.asList(System.getProperty("java.class.path").split(File.pathSeparator, -1));
    assumeFalse(
        entries.stream().anyMatch(entry -> entry.endsWith("dsl-java/target/classes")),
        "the library is no module before it is packaged");
    String modules =
        entries.stream()
            .filter(LIBRARY.asMatchPredicate())
            .collect(Collectors.joining(File.pathSeparator));
    String program =
        entries.stream()
            .filter(entry -> entry.endsWith("test-classes"))
            .collect(Collectors.joining(File.pathSeparator));
    try (Target shop =
        Target.start(
            program,
            ShopProgram.class,
            "--module-path=" + modules,
            "--add-modules=org.coroutines4j")) {
      Ran ran = Ran.console(shop.pid());
      assertThat(ran.err()).isEmpty();
      assertThat(ran.out()).contains("scope 'shop'", "task 'sleeper'");
    }
  }
}
