package org.coroutines4j.runtime.dispatch;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.module.ModuleDescriptor.Version;
import java.nio.charset.StandardCharsets;
import java.util.Properties;
import kotlin.KotlinVersion;
import kotlinx.coroutines.Job;
import org.jspecify.annotations.Nullable;

/**
 * Checks that the versions of kotlinx.coroutines and Kotlin on the class path are supported, and
 * that Kotlin is new enough for this version of kotlinx.coroutines. The check is needed because a
 * build that manages older versions silently replaces the ones that this library asks for.
 */
final class LibraryVersions {
  private static final String OLDEST = "oldest.properties";
  private static final String KOTLINX_VERSION = "/META-INF/kotlinx_coroutines_core.version";

  private LibraryVersions() {}

  /**
   * Checks both versions. A version that cannot be found or parsed passes, because a jar that
   * combines several libraries may have lost the files that name them.
   *
   * @throws IncompatibleClassChangeError if a version is too old. The message names the version
   *     found, the version needed and the property to set
   */
  static void requireSupported() {
    String problem = problem(kotlinx(), KotlinVersion.CURRENT.toString(), oldest());
    if (problem != null) {
      throw new IncompatibleClassChangeError(problem);
    }
  }

  /** Returns a message about the first version that is too old; null if there is none. */
  static @Nullable String problem(@Nullable String kotlinx, String kotlin, Properties oldest) {
    String neededKotlinx = oldest.getProperty("kotlinx-coroutines");
    if (isOlder(kotlinx, neededKotlinx)) {
      return text(
          "coroutines4j",
          "kotlinx-coroutines-core",
          kotlinx,
          neededKotlinx,
          "kotlin-coroutines.version");
    }
    String neededKotlin = oldest.getProperty("kotlin");
    if (isOlder(kotlin, neededKotlin)) {
      return text("coroutines4j", "kotlin-stdlib", kotlin, neededKotlin, "kotlin.version");
    }
    String neededByKotlinx = oldest.getProperty("kotlin.of-newer-kotlinx");
    if (isAtLeast(kotlinx, oldest.getProperty("newer-kotlinx"))
        && isOlder(kotlin, neededByKotlinx)) {
      return text(
          "kotlinx-coroutines-core " + kotlinx,
          "kotlin-stdlib",
          kotlin,
          neededByKotlinx,
          "kotlin.version");
    }
    return null;
  }

  private static boolean isOlder(@Nullable String found, @Nullable String needed) {
    Version version = parse(found);
    Version bound = parse(needed);
    return version != null && bound != null && version.compareTo(bound) < 0;
  }

  private static boolean isAtLeast(@Nullable String found, @Nullable String needed) {
    Version version = parse(found);
    Version bound = parse(needed);
    return version != null && bound != null && version.compareTo(bound) >= 0;
  }

  private static @Nullable Version parse(@Nullable String text) {
    try {
      return text == null ? null : Version.parse(text);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private static String text(
      String user,
      String library,
      @Nullable String found,
      @Nullable String needed,
      String property) {
    return user
        + " needs "
        + library
        + " "
        + needed
        + " or newer, but found "
        + found
        + ". In a build with Spring Boot's parent set the property "
        + property
        + " to "
        + needed
        + " or newer; elsewhere manage the version of "
        + library
        + " in your build.";
  }

  private static @Nullable String kotlinx() {
    try (InputStream file = Job.class.getResourceAsStream(KOTLINX_VERSION)) {
      return file == null ? null : new String(file.readAllBytes(), StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the oldest supported versions, which the build wrote into the artifact. */
  static Properties oldest() {
    Properties oldest = new Properties();
    try (InputStream file = LibraryVersions.class.getResourceAsStream(OLDEST)) {
      if (file != null) {
        oldest.load(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return oldest;
  }
}
