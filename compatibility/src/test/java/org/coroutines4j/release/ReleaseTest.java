package org.coroutines4j.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What a release would upload is complete by the rules of Maven Central, signed, and the same when
 * it is built again in another directory, time zone and language.
 */
@Tag("full")
@Tag("once")
@EnabledForJreRange(
    min = JRE.JAVA_18,
    disabledReason = "a release needs the javadoc of JDK 18 or newer, for {@snippet}")
class ReleaseTest {
  private static final Path BUILDS = Path.of("target/releases").toAbsolutePath();
  private static Path staged;
  private static Path stagedAgain;
  private static SigningKey key;

  @BeforeAll
  @Timeout(value = 20, unit = TimeUnit.MINUTES)
  static void release() throws Exception {
    key = new SigningKey();
    staged = ReleaseBuild.in(BUILDS.resolve("first"), key).staged();
    stagedAgain =
        ReleaseBuild.in(
                BUILDS.resolve("second/in another directory"),
                key,
                "-Duser.timezone=Asia/Tokyo",
                "-Duser.language=tr")
            .staged();
  }

  private static Path file(String artifact, String suffix) {
    String name = artifact + "-" + ReleaseBuild.VERSION + suffix;
    return staged.resolve(artifact).resolve(ReleaseBuild.VERSION).resolve(name);
  }

  @Test
  void onlyWhatUsersDependOn_isStaged() throws IOException {
    try (Stream<Path> artifacts = Files.list(staged)) {
      assertThat(artifacts.map(path -> path.getFileName().toString()))
          .containsExactlyInAnyOrder(
              "coroutines4j",
              "coroutines4j-bom",
              "coroutines4j-kotlin",
              "coroutines4j-runtime",
              "coroutines4j-testing");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "coroutines4j",
        "coroutines4j-bom",
        "coroutines4j-kotlin",
        "coroutines4j-runtime",
        "coroutines4j-testing"
      })
  void pom_hasWhatCentralAsksFor(String artifact) throws Exception {
    Path file = file(artifact, ".pom");
    PublishedPom pom = new PublishedPom(file);
    for (String path :
        List.of(
            "name",
            "description",
            "url",
            "licenses/license/name",
            "licenses/license/url",
            "developers/developer/name",
            "scm/url",
            "scm/connection",
            "scm/developerConnection")) {
      assertThat(pom.texts(path)).as(path).hasSize(1).allMatch(text -> !text.isEmpty());
    }
    assertThat(pom.texts("artifactId")).containsExactly(artifact);
    assertThat(pom.texts("version")).containsExactly(ReleaseBuild.VERSION);
    for (String path : List.of("parent", "repositories", "properties", "build", "profiles")) {
      assertThat(pom.texts(path)).as(path).isEmpty();
    }
    assertThat(pom.texts("dependencies/dependency/scope")).allMatch("compile"::equals);
    assertThat(Files.readString(file).replace("${project.version}", ReleaseBuild.VERSION))
        .doesNotContain("SNAPSHOT", "${");
  }

  @Test
  void bom_namesTheArtifacts_andImportsThatOfKotlinx() throws Exception {
    PublishedPom pom = new PublishedPom(file("coroutines4j-bom", ".pom"));
    String managed = "dependencyManagement/dependencies/dependency";
    assertThat(pom.texts(managed + "/artifactId"))
        .containsExactlyInAnyOrder(
            "coroutines4j",
            "coroutines4j-kotlin",
            "coroutines4j-runtime",
            "coroutines4j-testing",
            "kotlinx-coroutines-bom");
    assertThat(pom.texts(managed + "[artifactId='kotlinx-coroutines-bom']/version"))
        .containsExactly(System.getProperty("kotlinx"));
    assertThat(pom.texts(managed + "[artifactId='kotlinx-coroutines-bom']/scope"))
        .containsExactly("import");
  }

  /** The module name, as its descriptor has it, or "-" for none, and a class that is in the jar. */
  @ParameterizedTest
  @CsvSource({
    "coroutines4j, org/coroutines4j/Async",
    "coroutines4j-kotlin, org/coroutines4j/kotlin/Suspend",
    "coroutines4j-runtime, org/coroutines4j/runtime/task/Body",
    "coroutines4j-testing, org/coroutines4j/testing/VirtualTime"
  })
  void jars_haveClassesSourcesAndJavadoc(String artifact, String type) throws IOException {
    try (JarFile jar = new JarFile(file(artifact, ".jar").toFile())) {
      assertThat(jar.getEntry(type + ".class")).isNotNull();
      assertThat(jar.getEntry("module-info.class")).isNotNull();
      assertThat(jar.stream().map(Object::toString)).noneMatch(name -> name.contains("testkit"));
    }
    try (JarFile jar = new JarFile(file(artifact, "-sources.jar").toFile())) {
      assertThat(jar.getEntry(type + ".java")).isNotNull();
    }
    try (JarFile jar = new JarFile(file(artifact, "-javadoc.jar").toFile())) {
      assertThat(jar.getEntry("index.html")).isNotNull();
      assertThat(jar.getEntry(type + ".html")).isNotNull();
    }
    assertThat(file(artifact, "-cyclonedx.json"))
        .content()
        .contains("\"bomFormat\" : \"CycloneDX\"", "pkg:maven/org.coroutines4j/" + artifact + "@");
  }

  @Test
  void everyFile_isSigned_andHasChecksums() throws Exception {
    int checked = 0;
    for (Path file : files(staged)) {
      for (String algorithm : List.of("MD5", "SHA-1")) {
        String suffix = "." + algorithm.replace("-", "").toLowerCase(java.util.Locale.ROOT);
        assertThat(Path.of(file + suffix)).content().isEqualTo(hash(algorithm, file));
      }
      assertThat(key.hasSigned(file, Path.of(file + ".asc"))).as("signature of %s", file).isTrue();
      checked++;
    }
    // A POM, three jars and the bill of materials in two formats; the BOM has no jars.
    assertThat(checked).isEqualTo(4 * 6 + 3);
  }

  @Test
  void secondBuild_isTheSame_byteForByte() throws Exception {
    Map<String, String> first = hashes(staged);
    assertThat(first).hasSize(4 * 6 + 3);
    assertThat(hashes(stagedAgain)).isEqualTo(first);
  }

  private static Map<String, String> hashes(Path directory) throws Exception {
    Map<String, String> hashes = new TreeMap<>();
    for (Path file : files(directory)) {
      hashes.put(directory.relativize(file).toString(), hash("SHA-256", file));
    }
    return hashes;
  }

  /** What is uploaded, without the signatures and checksums of it. */
  private static List<Path> files(Path directory) throws IOException {
    List<Path> files = new ArrayList<>();
    try (Stream<Path> all = Files.walk(directory)) {
      all.filter(Files::isRegularFile)
          .filter(file -> file.toString().matches(".*\\.(pom|jar|json|xml)"))
          .forEach(files::add);
    }
    return files;
  }

  private static String hash(String algorithm, Path file) throws Exception {
    byte[] digest = MessageDigest.getInstance(algorithm).digest(Files.readAllBytes(file));
    return HexFormat.of().formatHex(digest);
  }
}
