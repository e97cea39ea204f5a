package org.coroutines4j.kotlin;

import java.util.Objects;
import kotlin.coroutines.CoroutineContext;
import kotlinx.coroutines.CoroutineScope;
import kotlinx.coroutines.CoroutineScopeKt;
import kotlinx.coroutines.Deferred;
import kotlinx.coroutines.Job;
import org.coroutines4j.ContextElement;
import org.coroutines4j.Task;
import org.coroutines4j.TaskScope;
import org.coroutines4j.channels.Channel;
import org.coroutines4j.channels.ReceiveChannel;
import org.coroutines4j.channels.SendChannel;
import org.coroutines4j.flow.AsyncFlow;
import org.coroutines4j.flow.MutableSharedFlow;
import org.coroutines4j.flow.MutableStateFlow;
import org.coroutines4j.flow.SharedFlow;
import org.coroutines4j.flow.StateFlow;
import org.coroutines4j.internal.channels.ChannelInterop;
import org.coroutines4j.internal.context.ContextAddition;
import org.coroutines4j.internal.flow.FlowInterop;
import org.coroutines4j.internal.flow.MutableSharedFlowAdapter;
import org.coroutines4j.internal.flow.MutableStateFlowAdapter;
import org.coroutines4j.internal.flow.SharedFlowAdapter;
import org.coroutines4j.internal.flow.StateFlowAdapter;
import org.coroutines4j.internal.scope.CoroutineTaskScope;
import org.coroutines4j.internal.scope.KotlinScope;
import org.coroutines4j.internal.task.InternalTask;
import org.coroutines4j.internal.task.KotlinTask;
import org.coroutines4j.runtime.coroutine.BlockCoroutine;
import org.jspecify.annotations.Nullable;

/**
 * Types of kotlinx as those of this library, and back. What they show is the same object, seen from
 * the other side: a task is a Job, a channel has one buffer, a flow runs once for each collection.
 * No method here waits.
 */
@SuppressWarnings("unchecked") // the doors know nothing of type parameters
public final class KotlinInterop {
  private KotlinInterop() {}

  // Tasks.

  /** {@code deferred} as a task. Awaiting it does not cancel it. */
  public static <T extends @Nullable Object> Task<T> fromDeferred(Deferred<? extends T> deferred) {
    return (Task<T>) KotlinTask.of(Objects.requireNonNull(deferred, "deferred"));
  }

  /** {@code job} as a task without a value. */
  public static Task<?> fromJob(Job job) {
    return KotlinTask.of(Objects.requireNonNull(job, "job"));
  }

  /**
   * {@code task} as a Deferred. Kotlin's {@code await} throws the failure of the task as it is, a
   * checked one too, and takes it.
   *
   * @throws IllegalArgumentException if {@code task} is a user's own implementation, or stands for
   *     a Job or a block, which has no value
   */
  public static <T extends @Nullable Object> Deferred<T> toDeferred(Task<? extends T> task) {
    Job job = toJob(task);
    if (job instanceof Deferred<?> deferred && !(job instanceof BlockCoroutine)) {
      return (Deferred<T>) deferred;
    }
    throw new IllegalArgumentException(
        "this task stands for a Job without a value, which toJob takes: " + task);
  }

  /**
   * The Job of {@code task}.
   *
   * @throws IllegalArgumentException if {@code task} is a user's own implementation
   */
  public static Job toJob(Task<?> task) {
    return InternalTask.of(Objects.requireNonNull(task, "task")).job();
  }

  // Scopes and what follows them.

  /**
   * A scope whose tasks are children of {@code scope}'s Job: it waits for them, its cancellation
   * cancels them, and their failures are treated as those of its coroutines. They run on threads of
   * this library, with the elements of the scope. A {@code CoroutineExceptionHandler} given by
   * {@code with} takes the place of the scope's own. It cannot start background tasks, nor close
   * resources.
   *
   * @throws IllegalArgumentException if {@code scope} has no Job
   */
  public static TaskScope fromScope(CoroutineScope scope) {
    return KotlinScope.of(scope);
  }

  /**
   * {@code scope} for Kotlin coroutines: they are its children as its tasks are, and run on its
   * threads with its elements. The failure of a {@code launch} goes the same way as that of a task.
   * So does that of an {@code async} in a task scope. In a supervisor or service, the failure of an
   * {@code async} goes to its await. If no await is known to have received it, the scope reports it
   * to its failure handler or to the log, and does not throw it.
   *
   * @throws IllegalArgumentException if {@code scope} is a user's own implementation
   */
  public static CoroutineScope toScope(TaskScope scope) {
    return CoroutineScopeKt.CoroutineScope(CoroutineTaskScope.of(scope).context());
  }

  /**
   * What {@code context} holds, to follow tasks: a {@code ThreadContextElement} such as {@code
   * MDCContext} is in force on the threads of their bodies.
   *
   * @throws IllegalArgumentException if it holds a Job or a dispatcher
   */
  public static ContextElement contextElement(CoroutineContext context) {
    if (Objects.requireNonNull(context, "context").get(Job.Key) != null
        || context.get(kotlin.coroutines.ContinuationInterceptor.Key) != null) {
      throw new IllegalArgumentException(
          "a Job or a dispatcher is not an element that follows tasks: " + context);
    }
    return ContextAddition.of(context);
  }

  // Channels.

  /** Both ends of {@code channel}, whose elements must not be null. */
  public static <E> Channel<E> fromChannel(kotlinx.coroutines.channels.Channel<E> channel) {
    return ChannelInterop.wrap(channel);
  }

  /** The receiving end of {@code channel}. */
  public static <E> ReceiveChannel<E> fromReceiveChannel(
      kotlinx.coroutines.channels.ReceiveChannel<? extends E> channel) {
    return ChannelInterop.wrapReceiving(channel);
  }

  /** The sending end of {@code channel}. */
  public static <E> SendChannel<E> fromSendChannel(
      kotlinx.coroutines.channels.SendChannel<? super E> channel) {
    return ChannelInterop.wrapSending(channel);
  }

  /**
   * The channel of kotlinx that {@code channel} shows.
   *
   * @throws IllegalArgumentException if {@code channel} is a user's own implementation
   */
  public static <E> kotlinx.coroutines.channels.Channel<E> toChannel(Channel<E> channel) {
    return ChannelInterop.unwrap(channel);
  }

  /**
   * The receiving end of kotlinx that {@code channel} shows.
   *
   * @throws IllegalArgumentException if {@code channel} is a user's own implementation
   */
  public static <E> kotlinx.coroutines.channels.ReceiveChannel<E> toReceiveChannel(
      ReceiveChannel<? extends E> channel) {
    return ChannelInterop.unwrapReceiving(channel);
  }

  /**
   * The sending end of kotlinx that {@code channel} shows.
   *
   * @throws IllegalArgumentException if {@code channel} is a user's own implementation
   */
  public static <E> kotlinx.coroutines.channels.SendChannel<E> toSendChannel(
      SendChannel<? super E> channel) {
    return ChannelInterop.unwrapSending(channel);
  }

  // Flows.

  /** {@code flow}, whose values must not be null, as an async flow. */
  public static <T> AsyncFlow<T> fromFlow(kotlinx.coroutines.flow.Flow<? extends T> flow) {
    return FlowInterop.ofKotlin(Objects.requireNonNull(flow, "flow"));
  }

  /** {@code flow}, which somebody else emits into. */
  public static <T> SharedFlow<T> fromSharedFlow(
      kotlinx.coroutines.flow.SharedFlow<? extends T> flow) {
    return new SharedFlowAdapter<>(Objects.requireNonNull(flow, "flow"));
  }

  /** {@code flow}, into which Java may emit too. */
  public static <T> MutableSharedFlow<T> fromMutableSharedFlow(
      kotlinx.coroutines.flow.MutableSharedFlow<T> flow) {
    return new MutableSharedFlowAdapter<>(
        (kotlinx.coroutines.flow.MutableSharedFlow<Object>) Objects.requireNonNull(flow, "flow"));
  }

  /** {@code flow}, which somebody else changes. */
  public static <T> StateFlow<T> fromStateFlow(
      kotlinx.coroutines.flow.StateFlow<? extends T> flow) {
    return new StateFlowAdapter<>(Objects.requireNonNull(flow, "flow"));
  }

  /** {@code flow}, which Java may change too. */
  public static <T> MutableStateFlow<T> fromMutableStateFlow(
      kotlinx.coroutines.flow.MutableStateFlow<T> flow) {
    return new MutableStateFlowAdapter<>(
        (kotlinx.coroutines.flow.MutableStateFlow<Object>) Objects.requireNonNull(flow, "flow"));
  }

  /**
   * {@code flow} for Kotlin. Its Java lambdas run in the collecting coroutine; where that is on a
   * thread that must not wait, such as one of {@code Dispatchers.Default}, they run on threads of
   * this library.
   */
  public static <T> kotlinx.coroutines.flow.Flow<T> toFlow(AsyncFlow<? extends T> flow) {
    Objects.requireNonNull(flow, "flow");
    return JavaFlows.mayWait((kotlinx.coroutines.flow.Flow<T>) FlowInterop.kotlin(flow));
  }

  /**
   * {@code flow} for Kotlin, with its replayed values and collectors.
   *
   * @throws IllegalArgumentException if {@code flow} is a user's own implementation
   */
  public static <T> kotlinx.coroutines.flow.SharedFlow<T> toSharedFlow(
      SharedFlow<? extends T> flow) {
    Objects.requireNonNull(flow, "flow");
    return (kotlinx.coroutines.flow.SharedFlow<T>) JavaFlows.hot(FlowInterop.hot(flow));
  }

  /**
   * {@code flow} for Kotlin, with its value.
   *
   * @throws IllegalArgumentException if {@code flow} is a user's own implementation
   */
  public static <T> kotlinx.coroutines.flow.StateFlow<T> toStateFlow(StateFlow<? extends T> flow) {
    Objects.requireNonNull(flow, "flow");
    return (kotlinx.coroutines.flow.StateFlow<T>) FlowInterop.hot(flow);
  }
}
