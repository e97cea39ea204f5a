package org.coroutines4j.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.lang.management.ManagementFactory;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.management.ObjectName;
import org.coroutines4j.TaskMonitorMXBean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Guards that the console finds the tasks of an application whose classes are not those of the
 * system class loader, as in a fat jar.
 */
class FatJarMonitorTest {
  private final ClassLoader former = Thread.currentThread().getContextClassLoader();

  private static URL[] classPath() throws MalformedURLException {
    List<URL> urls = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      urls.add(Path.of(entry).toUri().toURL());
    }
    return urls.toArray(URL[]::new);
  }

  @AfterEach
  void reset() throws Exception {
    Thread.currentThread().setContextClassLoader(former);
    ObjectName name = new ObjectName(TaskMonitorMXBean.NAME);
    if (ManagementFactory.getPlatformMBeanServer().isRegistered(name)) {
      ManagementFactory.getPlatformMBeanServer().unregisterMBean(name);
    }
  }

  private static boolean startsWithMonitor(String... properties) throws Exception {
    try (URLClassLoader jar =
        new URLClassLoader(classPath(), ClassLoader.getPlatformClassLoader())) {
      Thread.currentThread().setContextClassLoader(jar);
      Object application =
          jar.loadClass(EmptyApplication.class.getName())
              .getMethod("start", String[].class)
              .invoke(null, (Object) properties);
      AutoCloseable context = (AutoCloseable) application;
      try {
        ObjectName name = new ObjectName(TaskMonitorMXBean.NAME);
        return Polling.holdsSoon(
            () -> ManagementFactory.getPlatformMBeanServer().isRegistered(name));
      } finally {
        context.close();
      }
    }
  }

  @Test
  void fatJar_registersTheMonitor() throws Exception {
    assertThat(startsWithMonitor()).isTrue();
  }

  @Test
  void fatJar_registersNoMonitor_ifToldSo() throws Exception {
    assertThat(startsWithMonitor("--coroutines4j.monitor=false")).isFalse();
  }
}
