package org.coroutines4j.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.File;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Guards that the first wait says what to do if the version of kotlinx.coroutines is too old. */
class TooOldKotlinxTest {
  @Test
  void firstWait_namesTheVersionFoundAndTheProperty(@TempDir Path folder) throws Exception {
    Path version = folder.resolve("META-INF/kotlinx_coroutines_core.version");
    Files.createDirectories(version.getParent());
    Files.writeString(version, "1.0.0\n");
    List<URL> classPath = new ArrayList<>();
    classPath.add(folder.toUri().toURL()); // before the jar that has the true version
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      classPath.add(Path.of(entry).toUri().toURL());
    }
    try (URLClassLoader loader =
        new URLClassLoader(classPath.toArray(URL[]::new), ClassLoader.getPlatformClassLoader())) {
      Class<?> async = loader.loadClass("org.coroutines4j.Async");
      Throwable thrown =
          catchThrowable(
              () -> async.getMethod("delay", Duration.class).invoke(null, Duration.ZERO));
      assertThat(thrown).isInstanceOf(InvocationTargetException.class);
      assertThat(thrown.getCause())
          .isInstanceOf(IncompatibleClassChangeError.class)
          .hasMessageContaining("but found 1.0.0")
          .hasMessageContaining("kotlin-coroutines.version");
    }
  }
}
