package consumer;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.coroutines4j.Async.call;
import static org.coroutines4j.Async.delay;
import static org.coroutines4j.Async.gather;
import static org.coroutines4j.Async.select;
import static org.coroutines4j.Async.withTimeout;

import java.util.ArrayList;
import java.util.List;
import org.coroutines4j.Dispatchers;
import org.coroutines4j.Outcome;
import org.coroutines4j.Task;
import org.coroutines4j.TaskScope;
import org.coroutines4j.TimeoutExceededException;
import org.coroutines4j.channels.AsyncQueue;
import org.coroutines4j.channels.Channel;
import org.coroutines4j.flow.AsyncFlow;
import org.coroutines4j.sync.AsyncMutex;

/** Of each package something, and nothing but Java. */
public final class Program {
  private Program() {}

  public static void main(String[] args) {
    List<Object> seen = call(Program::body);
    List<Object> wanted = List.of(List.of(1, 2), 3, "late", 6, "selected 8", 9, "locked");
    if (!seen.equals(wanted)) {
      throw new AssertionError(seen + ", not " + wanted);
    }
    System.out.println("a Java program runs: " + seen);
  }

  private static List<Object> body(TaskScope scope) throws Exception {
    List<Object> seen = new ArrayList<>();
    seen.add(gather(() -> 1, () -> 2));
    Task<Integer> three = scope.on(Dispatchers.cpu()).async(() -> 3);
    Outcome<Integer> outcome = three.awaitOutcome();
    seen.add(outcome.getOrThrow());
    try {
      withTimeout(ofMillis(1), () -> delay(ofSeconds(60)));
    } catch (TimeoutExceededException e) {
      seen.add("late");
    }
    int sum = 0;
    for (int n : AsyncFlow.of(1, 2, 3).filter(n -> n > 0)) {
      sum += n;
    }
    seen.add(sum);
    Channel<Integer> channel = Channel.buffered(1);
    channel.send(8);
    seen.add(select().onReceive(channel, n -> "selected " + n).await());
    AsyncQueue<Integer> queue = AsyncQueue.fifo();
    queue.put(9);
    seen.add(queue.get());
    seen.add(new AsyncMutex().withLock(() -> "locked"));
    return seen;
  }
}
