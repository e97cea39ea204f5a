package consumer;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.coroutines4j.Async.call;
import static org.coroutines4j.Async.delay;
import static org.coroutines4j.Async.gather;
import static org.coroutines4j.Async.select;
import static org.coroutines4j.Async.withTimeoutOrEmpty;

import java.util.ArrayList;
import java.util.List;
import kotlin.Unit;
import kotlin.coroutines.Continuation;
import kotlinx.coroutines.CompletableDeferredKt;
import kotlinx.coroutines.DelayKt;
import kotlinx.coroutines.channels.BufferOverflow;
import kotlinx.coroutines.channels.ChannelKt;
import kotlinx.coroutines.flow.FlowKt;
import kotlinx.coroutines.flow.MutableStateFlow;
import kotlinx.coroutines.flow.StateFlowKt;
import org.coroutines4j.Async;
import org.coroutines4j.Outcome;
import org.coroutines4j.Task;
import org.coroutines4j.TaskScope;
import org.coroutines4j.channels.AsyncQueue;
import org.coroutines4j.channels.Channel;
import org.coroutines4j.flow.AsyncFlow;
import org.coroutines4j.kotlin.KotlinInterop;
import org.coroutines4j.kotlin.Suspend;
import org.coroutines4j.sync.AsyncMutex;
import org.coroutines4j.sync.AsyncSemaphore;

/** Tasks, channels, select, flows and Kotlin, with the versions that the parent manages. */
public final class Program {
  private Program() {}

  public static void main(String[] args) {
    List<Object> seen = call(Program::body);
    List<Object> wanted =
        List.of(List.of(1, 2), 3, true, "received 4", "sent", "awaited 5", "time", 6, "locked", 7);
    if (!seen.equals(wanted)) {
      throw new AssertionError(seen + ", not " + wanted);
    }
    kotlin();
    Async.run(FlowOperators::run);
    System.out.println(
        "runs on " + Runtime.version().feature() + " with Kotlin " + kotlin.KotlinVersion.CURRENT);
  }

  private static List<Object> body(TaskScope scope) throws Exception {
    List<Object> seen = new ArrayList<>();
    seen.add(gather(() -> 1, () -> 2));
    Task<Integer> three = scope.async(() -> 3);
    Outcome<Integer> outcome = three.awaitOutcome();
    seen.add(outcome.getOrThrow());
    seen.add(withTimeoutOrEmpty(ofMillis(1), () -> late()).isEmpty());
    Channel<Integer> channel = Channel.buffered(1);
    channel.send(4);
    Channel<Integer> empty = Channel.rendezvous();
    seen.add(select().onReceive(channel, n -> "received " + n).onReceive(empty, n -> "never").await());
    seen.add(select().onSend(channel, 1, () -> "sent").await());
    seen.add(select().onAwait(scope.async(() -> 5), n -> "awaited " + n).await());
    seen.add(select().onReceive(empty, n -> "never").onTimeout(ofMillis(1), () -> "time").await());
    AsyncQueue<Integer> queue = AsyncQueue.fifo();
    queue.put(6);
    seen.add(queue.get());
    seen.add(new AsyncMutex().withLock(() -> "locked"));
    seen.add(new AsyncSemaphore(1).withPermit(() -> 7));
    return seen;
  }

  private static String late() {
    delay(ofSeconds(60));
    return "late";
  }

  private static void kotlin() {
    Async.run(
        scope -> {
          Suspend.<Unit>await(k -> DelayKt.delay(1, k));
          check(Suspend.<Unit>async(scope, k -> DelayKt.delay(1, k)).await(), Unit.INSTANCE);
          var deferred = CompletableDeferredKt.CompletableDeferred("d");
          check(KotlinInterop.fromDeferred(deferred).await(), "d");
          check(Suspend.<Integer>await(KotlinInterop.toDeferred(scope.async(() -> 1))::await), 1);
          var channel = ChannelKt.<Integer>Channel(1, BufferOverflow.SUSPEND, null);
          Channel<Integer> ours = KotlinInterop.fromChannel(channel);
          ours.send(2);
          check(Suspend.<Integer>await(channel::receive), 2);
          check(KotlinInterop.fromFlow(FlowKt.flowOf(3)).toList(), List.of(3));
          check(
              Suspend.<Object>await(k -> first(KotlinInterop.toFlow(AsyncFlow.of(4, 5)), k)), 4);
          MutableStateFlow<Integer> state = StateFlowKt.MutableStateFlow(6);
          check(KotlinInterop.fromStateFlow(state).value(), 6);
          KotlinInterop.toScope(scope);
        });
  }

  private static Object first(
      kotlinx.coroutines.flow.Flow<Integer> flow, Continuation<? super Object> k) {
    return FlowKt.first(flow, k);
  }

  private static void check(Object seen, Object wanted) {
    if (!seen.equals(wanted)) {
      throw new AssertionError(seen + ", not " + wanted);
    }
  }
}
