package org.coroutines4j.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Guards what the console does if the library is not on the class path of the JVM. */
@Timeout(120)
class FatJarTest {
  private static final String PATH = System.getProperty("java.class.path");

  private static Target fatJar(String... options) throws IOException {
    String[] all = new String[options.length + 1];
    all[0] = "-Dapart=" + PATH;
    System.arraycopy(options, 0, all, 1, options.length);
    return Target.start(testClasses(), FatJarProgram.class, all);
  }

  private static String testClasses() {
    return Path.of("target", "test-classes").toString();
  }

  @Test
  void jvmWithoutTheLibrary_isExplained() throws Exception {
    try (Target plain = Target.start(testClasses(), PlainProgram.class)) {
      Ran ran = Ran.console(plain.pid());
      assertThat(ran.exitCode()).isEqualTo(1);
      assertThat(ran.err())
          .startsWith("coroutines4j-console: process " + plain.pid())
          .contains("does not use coroutines4j", "-Dcoroutines4j.jmx", "--load-agent");
    }
  }

  @Test
  void property_registersTheMonitor() throws Exception {
    try (Target shop = fatJar("-Dcoroutines4j.jmx")) {
      assertThat(Ran.console(shop.pid()).out()).contains("task 'sleeper'");
      assertThat(Ran.console().out()).contains(shop.pid() + " ");
    }
  }

  @Test
  void agent_registersTheMonitor(@TempDir Path folder) throws Exception {
    Path agent = agentIn(folder);
    try (Target shop = fatJar("-XX:+EnableDynamicAgentLoading");
        TargetJvm jvm = Attachment.connect(shop.pid(), agent)) {
      assertThat(jvm.tree(false)).contains("\"name\":\"sleeper\"");
    }
    try (Target plain =
        Target.start(testClasses(), PlainProgram.class, "-XX:+EnableDynamicAgentLoading")) {
      assertThatThrownBy(() -> Attachment.connect(plain.pid(), agent))
          .hasMessage("process " + plain.pid() + " does not use coroutines4j");
    }
  }

  private static Path agentIn(Path folder) throws IOException {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().putValue("Agent-Class", RegistrationAgent.class.getName());
    String entry = RegistrationAgent.class.getName().replace('.', '/') + ".class";
    Path jar = folder.resolve("agent.jar");
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest)) {
      out.putNextEntry(new JarEntry(entry));
      Files.copy(Path.of("target", "classes").resolve(entry), out);
    }
    return jar;
  }
}
