package org.coroutines4j.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

/**
 * What a release would upload is complete by the rules of Maven Central, signed, and the same when
 * it is built again in another directory, time zone and language.
 */
@Tag("full")
@Tag("once")
@EnabledForJreRange(
    min = JRE.JAVA_18,
    disabledReason = "on older JDKs the build makes no javadoc, which a release needs")
class ReleaseTest {
  private static final List<String> ARTIFACTS =
      List.of(
          "coroutines4j",
          "coroutines4j-bom",
          "coroutines4j-jdbc",
          "coroutines4j-kotlin",
          "coroutines4j-micrometer",
          "coroutines4j-runtime",
          "coroutines4j-testing");

  /** A POM, three jars and a bill of materials in two formats; the BOM has its POM alone. */
  private static final int FILES = 6 * 6 + 1;

  private static final Path BUILDS = Path.of("target/releases").toAbsolutePath();
  private static Path staged;
  private static Path stagedAgain;
  private static Path bundle;
  private static SigningKey key;

  @BeforeAll
  @Timeout(value = 20, unit = TimeUnit.MINUTES)
  static void release() throws Exception {
    key = new SigningKey();
    ReleaseBuild first = ReleaseBuild.in(BUILDS.resolve("first"), key, Map.of());
    staged = first.staged();
    bundle = first.bundle();
    String options =
        System.getenv().getOrDefault("MAVEN_OPTS", "")
            + " -Duser.timezone=Asia/Tokyo -Duser.language=tr";
    stagedAgain =
        ReleaseBuild.in(
                BUILDS.resolve("second/in another directory"),
                key,
                Map.of("MAVEN_OPTS", options, "TZ", "Asia/Tokyo", "LC_ALL", "C"))
            .staged();
  }

  private static Path file(String artifact, String suffix) {
    String name = artifact + "-" + ReleaseBuild.VERSION + suffix;
    return staged.resolve(artifact).resolve(ReleaseBuild.VERSION).resolve(name);
  }

  /** Names each file that may be uploaded: no more, and no less. */
  private static Set<String> expected() {
    Set<String> files = new TreeSet<>();
    for (String artifact : ARTIFACTS) {
      List<String> suffixes =
          artifact.endsWith("-bom")
              ? List.of(".pom")
              : List.of(
                  ".pom",
                  ".jar",
                  "-sources.jar",
                  "-javadoc.jar",
                  "-cyclonedx.json",
                  "-cyclonedx.xml");
      for (String suffix : suffixes) {
        String file =
            "org/coroutines4j/%1$s/%2$s/%1$s-%2$s%3$s"
                .formatted(artifact, ReleaseBuild.VERSION, suffix);
        files.add(file);
        files.add(file + ".asc");
        for (String checksum : List.of("md5", "sha1", "sha256", "sha512")) {
          files.add(file + "." + checksum);
        }
      }
    }
    return files;
  }

  @Test
  void bundle_hasWhatUsersDependOn_andNothingElse() throws IOException {
    try (ZipFile zip = new ZipFile(bundle.toFile())) {
      assertThat(zip.stream().filter(entry -> !entry.isDirectory()).map(ZipEntry::getName))
          .containsExactlyInAnyOrderElementsOf(expected());
      for (Path file : files(staged)) {
        String name = "org/coroutines4j/" + staged.relativize(file).toString().replace('\\', '/');
        try (InputStream in = zip.getInputStream(zip.getEntry(name))) {
          assertThat(in.readAllBytes()).as(name).isEqualTo(Files.readAllBytes(file));
        }
      }
    }
  }

  @ParameterizedTest
  @FieldSource("ARTIFACTS")
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
    assertThat(pom.texts("dependencies/dependency/version"))
        .hasSameSizeAs(pom.texts("dependencies/dependency"));
    assertThat(Files.readString(file).replace("${project.version}", ReleaseBuild.VERSION))
        .doesNotContain("SNAPSHOT", "${");
  }

  @Test
  void bom_namesTheArtifacts_andImportsThoseOfKotlin() throws Exception {
    PublishedPom pom = new PublishedPom(file("coroutines4j-bom", ".pom"));
    String managed = "dependencyManagement/dependencies/dependency";
    assertThat(pom.texts(managed + "/artifactId"))
        .containsExactlyInAnyOrder(
            "coroutines4j",
            "coroutines4j-jdbc",
            "coroutines4j-kotlin",
            "coroutines4j-micrometer",
            "coroutines4j-runtime",
            "coroutines4j-testing",
            "kotlin-bom",
            "kotlinx-coroutines-bom");
    assertThat(pom.texts(managed + "[artifactId='kotlinx-coroutines-bom']/version"))
        .containsExactly(System.getProperty("kotlinx"));
    assertThat(pom.texts(managed + "[artifactId='kotlin-bom']/version"))
        .containsExactly(System.getProperty("kotlin"));
    assertThat(pom.texts(managed + "[scope='import']/artifactId"))
        .containsExactly("kotlin-bom", "kotlinx-coroutines-bom");
  }

  @ParameterizedTest
  @CsvSource({
    "coroutines4j, org/coroutines4j/Async",
    "coroutines4j-jdbc, org/coroutines4j/jdbc/CoroutineDataSource",
    "coroutines4j-kotlin, org/coroutines4j/kotlin/Suspend",
    "coroutines4j-micrometer, org/coroutines4j/micrometer/CoroutineMetrics",
    "coroutines4j-runtime, org/coroutines4j/runtime/coroutine/CoroutineThread",
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
    assertThat(checked).isEqualTo(FILES);
  }

  @Test
  void secondBuild_isTheSame_byteForByte() throws Exception {
    Map<String, String> first = hashes(staged);
    assertThat(first).hasSize(FILES);
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
