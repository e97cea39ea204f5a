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
import org.coroutines4j.internal.context.ContextElementImpl;
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
 * Converts the types of kotlinx to those of this library, and back. A converted object is a view of
 * the same thing: a task and its Job complete together, both views of a channel share one buffer,
 * and a flow still runs once for each collection. No method of this class waits.
 */
@SuppressWarnings("unchecked") // the internal conversions are not generic
public final class KotlinInterop {
  private KotlinInterop() {}

  // Tasks.

  /**
   * Returns {@code deferred} as a task. Cancelling a wait for the task does not cancel {@code
   * deferred}.
   */
  public static <T extends @Nullable Object> Task<T> fromDeferred(Deferred<? extends T> deferred) {
    return (Task<T>) KotlinTask.of(Objects.requireNonNull(deferred, "deferred"));
  }

  /** Returns {@code job} as a task without a value. */
  public static Task<?> fromJob(Job job) {
    return KotlinTask.of(Objects.requireNonNull(job, "job"));
  }

  /**
   * Returns {@code task} as a Deferred. Kotlin's {@code await} throws the failure of the task
   * unwrapped, even if it is a checked exception, and marks it as handled.
   *
   * @throws IllegalArgumentException if {@code task} is an implementation outside this library, or
   *     stands for a Job or a block, which have no value; use {@link #toJob} for these
   */
  public static <T extends @Nullable Object> Deferred<T> toDeferred(Task<? extends T> task) {
    Job job = toJob(task);
    if (job instanceof Deferred<?> deferred && !(job instanceof BlockCoroutine)) {
      return (Deferred<T>) deferred;
    }
    throw new IllegalArgumentException(
        "this task stands for a Job without a value; convert it with toJob instead: " + task);
  }

  /**
   * Returns the Job of {@code task}.
   *
   * @throws IllegalArgumentException if {@code task} is an implementation outside this library
   */
  public static Job toJob(Task<?> task) {
    return InternalTask.of(Objects.requireNonNull(task, "task")).job();
  }

  // Scopes and context elements.

  /**
   * Returns a task scope whose tasks are children of the Job of {@code scope}: the Job waits for
   * them, and its cancellation cancels them. Their failures are treated as those of coroutines of
   * {@code scope}. The tasks run on threads of this library, with the context elements of {@code
   * scope}. A {@code CoroutineExceptionHandler} passed to {@link TaskScope#with} replaces the one
   * of {@code scope}.
   *
   * <p>The returned scope has no block at whose end it could cancel daemon tasks or close
   * resources. So its {@code background} and {@code use} throw {@link
   * UnsupportedOperationException}.
   *
   * @throws IllegalArgumentException if {@code scope} has no Job
   */
  public static TaskScope fromScope(CoroutineScope scope) {
    return KotlinScope.of(scope);
  }

  /**
   * Returns {@code scope} as a scope for Kotlin coroutines. They are its children like its tasks,
   * and run on its threads with its context elements.
   *
   * <p>The failure of a {@code launch} is treated like the failure of a task. In a task scope, so
   * is the failure of an {@code async}. In a supervisor or service scope, the failure of an {@code
   * async} goes to its await. If no await is known to have received it, the scope reports it to its
   * failure handler or to the log, and does not throw it.
   *
   * <p>The {@code maxConcurrent} of a service scope does not limit coroutines: they are neither
   * counted nor refused, even while the scope is closing.
   *
   * @throws IllegalArgumentException if {@code scope} is an implementation outside this library
   */
  public static CoroutineScope toScope(TaskScope scope) {
    return CoroutineScopeKt.CoroutineScope(CoroutineTaskScope.of(scope).context());
  }

  /**
   * Returns the elements of {@code context} as one context element, which tasks inherit. A {@code
   * ThreadContextElement}, such as {@code MDCContext}, takes effect on the threads that run the
   * tasks.
   *
   * @throws IllegalArgumentException if {@code context} holds a Job or a dispatcher
   */
  public static ContextElement contextElement(CoroutineContext context) {
    if (Objects.requireNonNull(context, "context").get(Job.Key) != null
        || context.get(kotlin.coroutines.ContinuationInterceptor.Key) != null) {
      throw new IllegalArgumentException(
          "a Job or a dispatcher is not an element that follows tasks: " + context);
    }
    return ContextElementImpl.of(context);
  }

  // Channels.

  /** Returns a view of both ends of {@code channel}, whose elements must not be null. */
  public static <E> Channel<E> fromChannel(kotlinx.coroutines.channels.Channel<E> channel) {
    return ChannelInterop.wrap(channel);
  }

  /** Returns a view of the receiving end {@code channel}, whose elements must not be null. */
  public static <E> ReceiveChannel<E> fromReceiveChannel(
      kotlinx.coroutines.channels.ReceiveChannel<? extends E> channel) {
    return ChannelInterop.wrapReceiving(channel);
  }

  /** Returns a view of the sending end {@code channel}. */
  public static <E> SendChannel<E> fromSendChannel(
      kotlinx.coroutines.channels.SendChannel<? super E> channel) {
    return ChannelInterop.wrapSending(channel);
  }

  /**
   * Returns the channel of kotlinx behind {@code channel}.
   *
   * @throws IllegalArgumentException if {@code channel} is an implementation outside this library
   */
  public static <E> kotlinx.coroutines.channels.Channel<E> toChannel(Channel<E> channel) {
    return ChannelInterop.unwrap(channel);
  }

  /**
   * Returns the receiving end of kotlinx behind {@code channel}.
   *
   * @throws IllegalArgumentException if {@code channel} is an implementation outside this library
   */
  public static <E> kotlinx.coroutines.channels.ReceiveChannel<E> toReceiveChannel(
      ReceiveChannel<? extends E> channel) {
    return ChannelInterop.unwrapReceiving(channel);
  }

  /**
   * Returns the sending end of kotlinx behind {@code channel}.
   *
   * @throws IllegalArgumentException if {@code channel} is an implementation outside this library
   */
  public static <E> kotlinx.coroutines.channels.SendChannel<E> toSendChannel(
      SendChannel<? super E> channel) {
    return ChannelInterop.unwrapSending(channel);
  }

  // Flows.

  /** Returns {@code flow}, whose values must not be null, as an async flow. */
  public static <T> AsyncFlow<T> fromFlow(kotlinx.coroutines.flow.Flow<? extends T> flow) {
    return FlowInterop.ofKotlin(Objects.requireNonNull(flow, "flow"));
  }

  /** Returns a read-only view of {@code flow}, whose values must not be null. */
  public static <T> SharedFlow<T> fromSharedFlow(
      kotlinx.coroutines.flow.SharedFlow<? extends T> flow) {
    return new SharedFlowAdapter<>(Objects.requireNonNull(flow, "flow"));
  }

  /** Returns a view of {@code flow}, into which Java code can emit too. Values must not be null. */
  public static <T> MutableSharedFlow<T> fromMutableSharedFlow(
      kotlinx.coroutines.flow.MutableSharedFlow<T> flow) {
    return new MutableSharedFlowAdapter<>(
        (kotlinx.coroutines.flow.MutableSharedFlow<Object>) Objects.requireNonNull(flow, "flow"));
  }

  /** Returns a read-only view of {@code flow}, whose value must not be null. */
  public static <T> StateFlow<T> fromStateFlow(
      kotlinx.coroutines.flow.StateFlow<? extends T> flow) {
    return new StateFlowAdapter<>(Objects.requireNonNull(flow, "flow"));
  }

  /** Returns a view of {@code flow}, whose value Java code can change too. It must not be null. */
  public static <T> MutableStateFlow<T> fromMutableStateFlow(
      kotlinx.coroutines.flow.MutableStateFlow<T> flow) {
    return new MutableStateFlowAdapter<>(
        (kotlinx.coroutines.flow.MutableStateFlow<Object>) Objects.requireNonNull(flow, "flow"));
  }

  /**
   * Returns {@code flow} as a flow of kotlinx. Its Java lambdas run in the collecting coroutine. If
   * that coroutine is on a thread that must not wait, such as a worker of {@code
   * Dispatchers.Default}, they run on threads of this library instead.
   */
  public static <T> kotlinx.coroutines.flow.Flow<T> toFlow(AsyncFlow<? extends T> flow) {
    Objects.requireNonNull(flow, "flow");
    return JavaFlows.mayWait((kotlinx.coroutines.flow.Flow<T>) FlowInterop.kotlin(flow));
  }

  /**
   * Returns {@code flow} as a shared flow of kotlinx, with the same collectors and replayed values.
   *
   * @throws IllegalArgumentException if {@code flow} is an implementation outside this library
   */
  public static <T> kotlinx.coroutines.flow.SharedFlow<T> toSharedFlow(
      SharedFlow<? extends T> flow) {
    Objects.requireNonNull(flow, "flow");
    return (kotlinx.coroutines.flow.SharedFlow<T>) JavaFlows.hot(FlowInterop.hot(flow));
  }

  /**
   * Returns {@code flow} as a state flow of kotlinx, with the same value.
   *
   * @throws IllegalArgumentException if {@code flow} is an implementation outside this library
   */
  public static <T> kotlinx.coroutines.flow.StateFlow<T> toStateFlow(StateFlow<? extends T> flow) {
    Objects.requireNonNull(flow, "flow");
    return (kotlinx.coroutines.flow.StateFlow<T>) FlowInterop.hot(flow);
  }

  /**
   * Returns {@code flow} for Kotlin, whose coroutines may emit into it too.
   *
   * @throws IllegalArgumentException if {@code flow} is a user's own implementation
   */
  public static <T> kotlinx.coroutines.flow.MutableSharedFlow<T> toMutableSharedFlow(
      MutableSharedFlow<T> flow) {
    Objects.requireNonNull(flow, "flow");
    return (kotlinx.coroutines.flow.MutableSharedFlow<T>)
        JavaFlows.mutable(MutableSharedFlowAdapter.kotlinOf(flow));
  }

  /**
   * Returns {@code flow} for Kotlin, whose coroutines may change it too.
   *
   * @throws IllegalArgumentException if {@code flow} is a user's own implementation
   */
  public static <T> kotlinx.coroutines.flow.MutableStateFlow<T> toMutableStateFlow(
      MutableStateFlow<T> flow) {
    Objects.requireNonNull(flow, "flow");
    return (kotlinx.coroutines.flow.MutableStateFlow<T>) MutableStateFlowAdapter.kotlinOf(flow);
  }
}
