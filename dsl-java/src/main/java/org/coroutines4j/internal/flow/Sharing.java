package org.coroutines4j.internal.flow;

import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import kotlin.Unit;
import kotlinx.coroutines.CompletableJob;
import kotlinx.coroutines.JobKt;
import org.coroutines4j.Task;
import org.coroutines4j.TaskScope;
import org.coroutines4j.channels.Overflow;
import org.coroutines4j.channels.ReceiveChannel;
import org.coroutines4j.flow.AsyncFlow;
import org.coroutines4j.flow.SharedFlow;
import org.coroutines4j.flow.SharingStarted;
import org.coroutines4j.flow.StateFlow;
import org.coroutines4j.function.ThrowingConsumer;
import org.coroutines4j.function.ThrowingRunnable;
import org.coroutines4j.internal.channels.ProducedChannel;
import org.coroutines4j.internal.task.AwaitOperations;
import org.coroutines4j.internal.task.InternalTask;
import org.coroutines4j.runtime.coroutine.CoroutineThreads;
import org.jspecify.annotations.Nullable;

/**
 * Turns cold flows into hot ones: a daemon task of a scope collects the flow for all collectors.
 */
public final class Sharing {
  private Sharing() {}

  public static <T> SharedFlow<T> shareIn(
      AsyncFlow<T> flow, TaskScope scope, SharingStarted started, int replay) {
    Objects.requireNonNull(started, "started");
    MutableSharedFlowAdapter<T> shared =
        MutableSharedFlowAdapter.create(replay, Buffering.STANDARD_CAPACITY, Overflow.SUSPEND);
    Target<T> target = new Target<>(shared, shared::emit, shared::resetReplay, JobKt.Job(null));
    startDaemon(scope, () -> collect(flow, started, target));
    return shared.readOnly(target.arrived()::complete);
  }

  public static <T> StateFlow<T> stateIn(
      AsyncFlow<T> flow, TaskScope scope, SharingStarted started, T initial) {
    Objects.requireNonNull(started, "started");
    MutableStateFlowAdapter<T> state = MutableStateFlowAdapter.create(initial);
    Target<T> target = new Target<>(state, state::set, () -> state.set(initial), JobKt.Job(null));
    startDaemon(scope, () -> collect(flow, started, target));
    return state.readOnly(target.arrived()::complete);
  }

  /**
   * The hot flow that a daemon emits into.
   *
   * @param arrived completes when the first collector arrives, which may have left before the
   *     daemon begins
   */
  private record Target<T>(
      SharedFlowAdapter<T> flow,
      ThrowingConsumer<T> emit,
      Runnable reset,
      CompletableJob arrived) {}

  public static Task<@Nullable Void> launchIn(AsyncFlow<?> flow, TaskScope scope) {
    return Objects.requireNonNull(scope, "scope")
        .launch(() -> FlowInterop.collectInside(flow, value -> {}));
  }

  public static <T> ReceiveChannel<T> produceIn(AsyncFlow<T> flow, TaskScope scope) {
    return ProducedChannel.start(
        Objects.requireNonNull(scope, "scope"),
        Buffering.STANDARD_CAPACITY,
        out -> FlowInterop.collectInside(flow, out::send));
  }

  /** Starts a daemon task even in a lazy scope, since no code could start it later. */
  private static Task<@Nullable Void> startDaemon(TaskScope scope, ThrowingRunnable collecting) {
    Task<@Nullable Void> daemon = Objects.requireNonNull(scope, "scope").background(collecting);
    boolean unused = daemon.start();
    return daemon;
  }

  /** Collects {@code flow} into {@code target} while its collectors want it. */
  private static <T> void collect(AsyncFlow<T> flow, SharingStarted started, Target<T> target) {
    if (started instanceof SharingStarted.WhileSubscribed policy) {
      SharedCollection collection =
          new SharedCollection(() -> FlowInterop.collectInside(flow, target.emit()));
      collection.follow(
          SharingCommands.of(policy, target.flow().subscriptions(), target.arrived()),
          target.reset());
    } else {
      if (started instanceof SharingStarted.Lazily) {
        CoroutineThreads.run(body -> body.join(target.arrived()));
      }
      FlowInterop.collectInside(flow, target.emit());
    }
  }

  /**
   * Waits for the first value. If the wait is cancelled, no task collects {@code flow} any more.
   */
  public static <T> StateFlow<T> stateIn(AsyncFlow<T> flow, TaskScope scope) {
    CompletableFuture<StateFlow<T>> first = new CompletableFuture<>();
    Task<@Nullable Void> daemon = startDaemon(scope, () -> collectInto(first, flow));
    whenEnded(daemon, () -> first.completeExceptionally(cancelled()));
    try {
      return awaitFirst(first);
    } catch (Throwable t) {
      daemon.cancel("its first value is not awaited any more");
      throw t;
    }
  }

  /** Runs {@code action} when {@code task} has ended, without counting its failure as handled. */
  private static void whenEnded(Task<?> task, Runnable action) {
    ((InternalTask<?>) task)
        .job()
        .invokeOnCompletion(
            failure -> {
              action.run();
              return Unit.INSTANCE;
            });
  }

  private static CancellationException cancelled() {
    return new CancellationException("the scope was cancelled before the flow had a value");
  }

  @SuppressWarnings({"unchecked", "NullAway"}) // the stage is completed with a state
  private static <T> StateFlow<T> awaitFirst(CompletableFuture<StateFlow<T>> first) {
    return CoroutineThreads.call(body -> (StateFlow<T>) AwaitOperations.stage(body, first));
  }

  /**
   * Completes {@code first} with the state once there is a value. A failure before that is thrown
   * to the code that waits for {@code first}, and is no failure of the scope.
   */
  private static <T> void collectInto(CompletableFuture<StateFlow<T>> first, AsyncFlow<T> flow) {
    FirstValue<T> state = new FirstValue<>(first);
    try {
      FlowInterop.collectInside(flow, state::set);
      first.completeExceptionally(new NoSuchElementException("the flow has no value"));
    } catch (Throwable t) {
      if (!first.completeExceptionally(t)) {
        throw t;
      }
    }
  }

  /** Creates the state of a flow with its first value. */
  private static final class FirstValue<T> {
    private final CompletableFuture<StateFlow<T>> created;
    private @Nullable MutableStateFlowAdapter<T> state;

    FirstValue(CompletableFuture<StateFlow<T>> created) {
      this.created = created;
    }

    void set(T value) {
      MutableStateFlowAdapter<T> existing = state;
      if (existing == null) {
        existing = MutableStateFlowAdapter.create(value);
        state = existing;
        created.complete(existing.readOnly(() -> {}));
      } else {
        existing.set(value);
      }
    }
  }
}
