package org.coroutines4j.compatibility;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Guards that each version number stands in one place, the parent POM, and that the pages for
 * readers show the same numbers.
 */
@Tag("once")
class VersionsTest {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final Pattern VERSION = Pattern.compile("\\d+\\.\\d+(\\.\\d+)?(-[A-Z]+)?");

  private static String compatibility() throws IOException {
    return Files.readString(ROOT.resolve("docs/compatibility.md"));
  }

  private static List<Path> files(String glob) throws IOException {
    List<Path> found = new ArrayList<>();
    PathMatcher matcher = ROOT.getFileSystem().getPathMatcher("glob:" + glob);
    Files.walkFileTree(
        ROOT,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
            // Other modules that are built at the same time write and delete there.
            boolean skipped =
                Set.of("target", ".git", "node_modules")
                    .contains(String.valueOf(directory.getFileName()));
            return skipped ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (matcher.matches(file)) {
              found.add(file);
            }
            return FileVisitResult.CONTINUE;
          }
        });
    return found;
  }

  @Test
  void noModule_namesAVersion() throws IOException {
    List<Path> poms = files("**/*/pom.xml");
    assertThat(poms).hasSizeGreaterThan(12);
    Pattern element = Pattern.compile("<(\\S*version)>([\\w.-]+)</");
    List<String> named = new ArrayList<>();
    for (Path pom : poms) {
      if (!pom.equals(ROOT.resolve("pom.xml"))) {
        element
            .matcher(Files.readString(pom))
            .results()
            .map(result -> result.group(2))
            .filter(version -> version.contains("."))
            // Of the parent, which Maven 3 wants in each module.
            .filter(version -> !version.equals(System.getProperty("project.version")))
            .forEach(version -> named.add(ROOT.relativize(pom) + ": " + version));
      }
    }
    assertThat(named).isEmpty();
  }

  @Test
  void pages_nameTheDocumentedVersion() throws IOException {
    Pattern own =
        Pattern.compile("<artifactId>coroutines4j[\\w-]*</artifactId>\\s*<version>(.+?)<");
    Pattern gradle = Pattern.compile("org\\.coroutines4j:coroutines4j[\\w-]*:([\\w.-]+)");
    List<String> versions = new ArrayList<>();
    for (Path page : files("**/*.md")) {
      String text = Files.readString(page);
      for (Pattern pattern : List.of(own, gradle)) {
        pattern.matcher(text).results().forEach(match -> versions.add(match.group(1)));
      }
    }
    assertThat(versions).hasSizeGreaterThan(5);
    assertThat(versions).allMatch(System.getProperty("documented.version")::equals);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "kotlinx",
        "kotlinx.middle",
        "kotlinx.oldest",
        "kotlin",
        "kotlin.middle",
        "kotlin.oldest",
        "kotlin.newest",
        "kotlin.oldest-compiler"
      })
  void compatibilityPage_namesEachTestedVersion(String property) throws IOException {
    assertThat(compatibility()).contains(System.getProperty(property));
  }

  @ParameterizedTest
  @ValueSource(strings = {"junit", "junit.oldest", "boot.3", "boot.4"})
  void compatibilityPage_namesTheMinorVersion(String property) throws IOException {
    String version = System.getProperty(property);
    assertThat(version).matches(VERSION);
    String minor = version.substring(0, version.lastIndexOf('.'));
    assertThat(compatibility()).containsPattern("\\b" + Pattern.quote(minor) + "\\b");
  }
}
