package org.coroutines4j.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Guards what the starter adds to the start of an empty application: the median of five pairs of
 * runs of a whole JVM, with the starter and without it. The goal is below 50 ms.
 */
@Tag("full")
class StartUpTest {
  private static final int PAIRS = 5;

  /** What an application with nothing but spring-boot-starter has on its class path. */
  private static final Pattern SPRING =
      Pattern.compile(
          ".*/(spring-boot|spring-boot-autoconfigure|spring-(core|context|beans|aop|expression)"
              + "|logback-.*|slf4j-api|jul-to-slf4j|log4j-.*|snakeyaml|jakarta.annotation-api"
              + "|jspecify|micrometer-(observation|commons)|commons-logging|spring-jcl"
              + "|spring-boot-(observation|micrometer-observation))-\\d[^/]*");

  /** What the starter brings with it. */
  private static final Pattern STARTER =
      Pattern.compile(
          ".*/(kotlin.*|context-propagation|reactive-streams|reactor-core|coroutines4j.*)-\\d[^/]*"
              + "|.*/(runtime|dsl-java|micrometer|spring|starter|boot-\\d)/target/classes");

  private static String classPath(boolean withStarter) {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(
            entry -> {
              String path = entry.replace('\\', '/');
              return path.endsWith("/test-classes")
                  || SPRING.matcher(path).matches()
                  || (withStarter && STARTER.matcher(path).matches());
            })
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static long millis(boolean withStarter) throws IOException, InterruptedException {
    long begin = System.nanoTime();
    Process application =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1", // as spring-boot:run starts an application
                "-Xshare:auto",
                "-cp",
                classPath(withStarter),
                EmptyApplication.class.getName(),
                "--spring.main.web-application-type=none",
                "--spring.main.banner-mode=off",
                "--logging.level.root=error")
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertThat(application.waitFor()).isZero();
    return (System.nanoTime() - begin) / 1_000_000;
  }

  @Test
  @Timeout(300)
  void starter_addsLittleToTheStart() throws Exception {
    long warm = millis(true) + millis(false); // the files are in the cache of the system now
    assertThat(warm).isPositive();
    List<Long> costs = new ArrayList<>();
    for (int i = 0; i < PAIRS; i++) {
      boolean withFirst = i % 2 == 0;
      // There and back: on most machines the first run of two is slower, whichever it is.
      long one = millis(withFirst);
      long other = millis(!withFirst) + millis(!withFirst);
      one += millis(withFirst);
      costs.add((withFirst ? one - other : other - one) / 2);
    }
    Collections.sort(costs);
    System.out.println("the starter adds " + costs.get(PAIRS / 2) + " ms (" + costs + ")");
    assertThat(costs.get(PAIRS / 2)).isLessThan(200);
  }
}
