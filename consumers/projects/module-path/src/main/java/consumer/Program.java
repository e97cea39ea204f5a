package consumer;

import static java.time.Duration.ofHours;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.coroutines4j.Async.call;
import static org.coroutines4j.Async.delay;
import static org.coroutines4j.Async.taskScope;
import static org.coroutines4j.Async.withTimeout;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.ArrayList;
import java.util.List;
import kotlinx.coroutines.DelayKt;
import kotlinx.coroutines.channels.ChannelKt;
import org.coroutines4j.Task;
import org.coroutines4j.TaskScope;
import org.coroutines4j.TimeoutExceededException;
import org.coroutines4j.channels.Channel;
import org.coroutines4j.flow.AsyncFlow;
import org.coroutines4j.kotlin.KotlinInterop;
import org.coroutines4j.kotlin.Suspend;
import org.coroutines4j.micrometer.CoroutineMetrics;
import org.coroutines4j.testing.VirtualTime;

/** What crosses the borders of modules: the engine, kotlinx, and a library without a descriptor. */
public final class Program {
  private Program() {}

  public static void main(String[] args) {
    List<Object> seen = call(Program::body);
    List<Object> wanted = List.of(List.of("org.coroutines4j"), 1, "late", 3, 4, 5);
    if (!seen.equals(wanted)) {
      throw new AssertionError(seen + ", not " + wanted);
    }
    VirtualTime.runTest(test -> test.launch(() -> delay(ofHours(1))).join());
    countTasks();
    System.out.println("a program of modules runs: " + seen);
  }

  private static void countTasks() {
    MeterRegistry registry = new SimpleMeterRegistry();
    try (CoroutineMetrics metrics = CoroutineMetrics.create()) {
      metrics.bindTo(registry);
      taskScope().run(scope -> scope.named("counted").launch(() -> {}));
      double started = registry.get("coroutines4j.tasks.started").counter().count();
      if (started != 1) {
        throw new AssertionError(started + " tasks were counted, not 1");
      }
    }
  }

  private static List<Object> body(TaskScope scope) throws Exception {
    List<Object> seen = new ArrayList<>();
    seen.add(List.of(String.valueOf(TaskScope.class.getModule().getName())));
    Task<Integer> one = scope.async(() -> 1);
    seen.add(one.await());
    try {
      withTimeout(ofMillis(1), () -> Suspend.await(k -> DelayKt.delay(60_000, k)));
    } catch (TimeoutExceededException e) {
      seen.add("late");
    }
    seen.add(KotlinInterop.fromDeferred(KotlinInterop.toDeferred(scope.async(() -> 3))).await());
    Channel<Integer> channel = KotlinInterop.fromChannel(ChannelKt.Channel(1, null, null));
    channel.send(4);
    seen.add(channel.receive());
    for (int n : KotlinInterop.fromFlow(KotlinInterop.toFlow(AsyncFlow.of(5)))) {
      seen.add(n);
    }
    return seen;
  }
}
