package org.coroutines4j.compatibility;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.coroutines4j.Async;
import org.coroutines4j.jdbc.CoroutineDataSource;
import org.coroutines4j.kotlin.Suspend;
import org.coroutines4j.micrometer.CoroutineMetrics;
import org.coroutines4j.runtime.dispatch.ScopeDispatcher;
import org.coroutines4j.testing.VirtualTime;
import org.objectweb.asm.tree.ClassNode;

/** The classes of all artifacts. */
final class OurClasses {
  private OurClasses() {}

  static List<ClassNode> all() throws IOException, URISyntaxException {
    List<ClassNode> ours = new ArrayList<>();
    for (Class<?> of :
        List.of(
            ScopeDispatcher.class,
            Async.class,
            Suspend.class,
            CoroutineDataSource.class,
            CoroutineMetrics.class,
            VirtualTime.class)) {
      Path place = Path.of(of.getProtectionDomain().getCodeSource().getLocation().toURI());
      List<ClassNode> classes = ClassFiles.in(place);
      assertThat(classes).as("%s", place).hasSizeGreaterThan(5);
      ours.addAll(classes);
    }
    return ours;
  }
}
