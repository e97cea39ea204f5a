package org.coroutines4j.micrometer;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;
import static org.coroutines4j.Async.taskScope;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.coroutines4j.Dispatchers;
import org.coroutines4j.ServiceScope;
import org.coroutines4j.channels.AsyncQueue;
import org.coroutines4j.channels.Channel;
import org.junit.jupiter.api.Test;

/** Guards that the page "Metrics" lists each meter with its type and tags, and that names fit. */
@org.junit.jupiter.api.Tag("once")
class MetricsPageTest {
  private static final Path PAGE = Path.of("..", "docs", "metrics.md");
  private static final Pattern ROW =
      Pattern.compile("\\| `(coroutines4j\\.[^`]+)` \\| (\\w+) \\| ([^|]+) \\|");

  private static Set<String> ofCode() {
    MeterRegistry registry = new SimpleMeterRegistry();
    try (CoroutineMetrics metrics = CoroutineMetrics.create();
        ServiceScope scope = ServiceScope.open("s")) {
      metrics.bindTo(registry);
      AsyncQueue<String> queue = AsyncQueue.fifo(1);
      Channel<String> channel = Channel.buffered(1);
      metrics.queue("q", queue);
      metrics.channel("c", channel);
      metrics.dispatcher("d", Dispatchers.cpu());
      metrics.scope("s", scope);
      taskScope().run(in -> in.named("t").launch(() -> {}));
      return registry.getMeters().stream()
          .map(MetricsPageTest::row)
          .collect(toCollection(TreeSet::new));
    }
  }

  private static String row(Meter meter) {
    assertThat(meter.getId().getDescription()).isNotBlank();
    return meter.getId().getName()
        + " "
        + meter.getId().getType().name().toLowerCase(Locale.ROOT)
        + " "
        + meter.getId().getTags().stream().map(Tag::getKey).sorted().toList();
  }

  private static Set<String> ofPage() throws IOException {
    return ROW.matcher(Files.readString(PAGE))
        .results()
        .map(row -> row.group(1) + " " + row.group(2) + " " + tags(row.group(3)))
        .collect(toCollection(TreeSet::new));
  }

  private static String tags(String cell) {
    return Arrays.stream(cell.split(","))
        .map(tag -> tag.strip().replace("`", ""))
        .sorted()
        .collect(Collectors.toList())
        .toString();
  }

  @Test
  void page_listsEachMeter() throws IOException {
    assertThat(ofPage()).hasSizeGreaterThan(10).isEqualTo(ofCode());
  }

  @Test
  void names_followTheConventionsOfMicrometer() {
    assertThat(ofCode()).allMatch(row -> row.matches("coroutines4j(\\.[a-z]+)+ .*"));
  }
}
