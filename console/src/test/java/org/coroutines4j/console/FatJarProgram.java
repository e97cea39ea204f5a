package org.coroutines4j.console;

import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs {@link ShopProgram} in a class loader of its own, as the launcher of a fat jar does. */
final class FatJarProgram {
  private FatJarProgram() {}

  /** Runs the program. The property {@code apart} is its class path. */
  public static void main(String[] args) throws Exception {
    List<URL> path = new ArrayList<>();
    for (String entry : System.getProperty("apart").split(File.pathSeparator, -1)) {
      path.add(url(entry));
    }
    ClassLoader apart =
        new URLClassLoader(path.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
    Class.forName("org.coroutines4j.console.ShopProgram", true, apart)
        .getMethod("main", String[].class)
        .invoke(null, (Object) args);
  }

  private static URL url(String entry) throws MalformedURLException {
    return Path.of(entry).toUri().toURL();
  }
}
