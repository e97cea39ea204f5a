package org.coroutines4j.compatibility;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.coroutines4j.Async;
import org.coroutines4j.jdbc.CoroutineDataSource;
import org.coroutines4j.kotlin.KotlinInterop;
import org.coroutines4j.micrometer.CoroutineMetrics;
import org.coroutines4j.testing.VirtualTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The public API of each artifact is what the files in the folder {@code api} say. After a change
 * on purpose, {@code -Dapi.write} rewrites them, as CONTRIBUTING says, so that a review sees it.
 */
class ApiDumpTest {
  private static final Path FOLDER = Path.of("..", "api");

  private static final Set<String> OF_JAVA =
      Set.of(
          "org.coroutines4j",
          "org.coroutines4j.channels",
          "org.coroutines4j.flow",
          "org.coroutines4j.function",
          "org.coroutines4j.sync");

  private static final Pattern OUR_TYPE =
      Pattern.compile("\\b(org\\.coroutines4j(?:\\.[a-z]\\w*)*)\\.[A-Z]");

  /**
   * An artifact.
   *
   * @param member a class in it
   * @param packages its API
   */
  record Artifact(String name, Class<?> member, Set<String> packages) {
    Path file() {
      return FOLDER.resolve(name + ".txt");
    }
  }

  static Stream<Artifact> artifacts() {
    return Stream.of(
        new Artifact("coroutines4j", Async.class, OF_JAVA),
        new Artifact(
            "coroutines4j-jdbc", CoroutineDataSource.class, Set.of("org.coroutines4j.jdbc")),
        new Artifact("coroutines4j-kotlin", KotlinInterop.class, Set.of("org.coroutines4j.kotlin")),
        new Artifact(
            "coroutines4j-micrometer",
            CoroutineMetrics.class,
            Set.of("org.coroutines4j.micrometer")),
        new Artifact(
            "coroutines4j-testing", VirtualTime.class, Set.of("org.coroutines4j.testing")));
  }

  @ParameterizedTest
  @MethodSource("artifacts")
  void api_isAsWrittenDown(Artifact artifact) throws Exception {
    String api = ApiDump.of(artifact.member, artifact.packages);
    assertThat(api).contains(artifact.member.getName());
    if (System.getProperty("api.write") != null) {
      Files.createDirectories(FOLDER);
      Files.writeString(artifact.file(), api);
    }
    assertThat(api)
        .as(
            "the API of %s has changed; if that is on purpose, rewrite api/ with the command that"
                + " CONTRIBUTING.md has under \"The public API\"",
            artifact.name)
        .isEqualTo(writtenDown(artifact));
  }

  private static String writtenDown(Artifact artifact) throws IOException {
    return Files.readString(artifact.file()).replace("\r\n", "\n");
  }

  @ParameterizedTest
  @MethodSource("artifacts")
  void api_namesNoTypeOutsideItsPackages(Artifact artifact) throws Exception {
    Set<String> known =
        Set.copyOf(artifacts().flatMap(each -> each.packages.stream()).distinct().toList());
    Matcher types = OUR_TYPE.matcher(ApiDump.of(artifact.member, artifact.packages));
    List<String> packages = types.results().map(found -> found.group(1)).distinct().toList();

    assertThat(packages).isNotEmpty();
    assertThat(known).containsAll(packages);
  }

  @Test
  void dump_hasPublicAndProtectedMembersSorted() throws Exception {
    assertThat(ApiDump.of(ApiDumpTest.class, Set.of(Sample.class.getPackageName())))
        .contains(
            """
            public abstract class org.coroutines4j.compatibility.ApiDumpTest$Sample<T> {
              protected void kept() throws java.io.IOException;
              public java.util.List<? extends T> first();
              public org.coroutines4j.compatibility.ApiDumpTest$Sample();
            }
            """)
        .doesNotContain("class org.coroutines4j.compatibility.ApiDumpTest {");
  }

  /** What the dump is tested with. */
  public abstract static class Sample<T> {
    /** Public. */
    public List<? extends T> first() {
      return List.of();
    }

    /** Protected. */
    protected void kept() throws IOException {}

    void hidden() {}
  }
}
