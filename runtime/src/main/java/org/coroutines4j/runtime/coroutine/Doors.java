package org.coroutines4j.runtime.coroutine;

import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicReference;
import kotlin.coroutines.CoroutineContext;
import kotlinx.coroutines.CoroutineScope;
import kotlinx.coroutines.Job;
import kotlinx.coroutines.channels.Channel;
import kotlinx.coroutines.channels.ReceiveChannel;
import kotlinx.coroutines.channels.SendChannel;
import kotlinx.coroutines.flow.Flow;
import kotlinx.coroutines.flow.MutableSharedFlow;
import kotlinx.coroutines.flow.MutableStateFlow;
import kotlinx.coroutines.flow.SharedFlow;
import kotlinx.coroutines.flow.StateFlow;
import org.coroutines4j.runtime.dispatch.ScopeDispatcher;
import org.jspecify.annotations.Nullable;

/**
 * Between the types of the Java API, which show nothing of Kotlin, and those of Kotlin. The API
 * opens these doors, the module for mixed projects goes through them. Objects named here are of the
 * API's types.
 */
public final class Doors {
  /** A type of the API that shows another object of the API. */
  public interface View {
    /** What it shows. */
    Object viewed();
  }

  /** Tasks, scopes and what follows them. */
  public interface Tasks {
    /** The task of {@code job}, with its value if it has one. */
    Object task(Job job);

    /** The Job of {@code task}. */
    Job job(Object task);

    /** A scope whose tasks are children of {@code scope}. */
    Object scope(CoroutineScope scope);

    /** A scope whose coroutines are children of {@code scope}. */
    CoroutineScope coroutineScope(Object scope);

    /** Tells the scopes around {@code job} that code of it has received {@code failure}. */
    void received(Job job, Throwable failure);

    /** An element that adds {@code context}. */
    Object element(CoroutineContext context);

    /** A dispatcher that runs tasks on {@code dispatcher}. */
    Object dispatcher(ScopeDispatcher dispatcher);
  }

  /** Channels and their ends. */
  public interface Channels {
    /** Both ends. */
    Object channel(Channel<?> channel);

    /** The receiving end. */
    Object receiving(ReceiveChannel<?> channel);

    /** The sending end. */
    Object sending(SendChannel<?> channel);

    /** The channel of kotlinx behind {@code channel}. */
    Channel<Object> kotlin(Object channel);

    /** The receiving end of kotlinx behind {@code channel}. */
    ReceiveChannel<Object> kotlinReceiving(Object channel);

    /** The sending end of kotlinx behind {@code channel}. */
    SendChannel<Object> kotlinSending(Object channel);

    /**
     * What {@code thrown} means to a task that nobody awaits: its end, as a cancellation, if it
     * tells that a channel was cancelled; else null.
     */
    @Nullable CancellationException cancellationBy(Throwable thrown);
  }

  /** Flows, cold and hot. */
  public interface Flows {
    /** A flow as an async flow. */
    Object flow(Flow<?> flow);

    /** A shared flow. */
    Object shared(SharedFlow<?> flow);

    /** A shared flow into which one may emit. */
    Object mutableShared(MutableSharedFlow<?> flow);

    /** A state. */
    Object state(StateFlow<?> flow);

    /** A state that one may change. */
    Object mutableState(MutableStateFlow<?> flow);

    /** {@code flow}, whosever it is, as one of kotlinx. */
    Flow<Object> kotlin(Object flow);

    /** The flow of kotlinx behind {@code flow}, which is hot, and must be one of the API's own. */
    Flow<Object> hot(Object flow);
  }

  private static final AtomicReference<Tasks> TASKS = new AtomicReference<>();
  private static final AtomicReference<Channels> CHANNELS = new AtomicReference<>();
  private static final AtomicReference<Flows> FLOWS = new AtomicReference<>();

  private Doors() {}

  /** Opened by the API. */
  public static void open(Tasks door) {
    TASKS.set(door);
  }

  /** Opened by the API. */
  public static void open(Channels door) {
    CHANNELS.set(door);
  }

  /** Opened by the API. */
  public static void open(Flows door) {
    FLOWS.set(door);
  }

  /** The door of tasks. */
  public static Tasks tasks() {
    return opened(TASKS, "org.coroutines4j.TaskDoor");
  }

  /** The door of channels. */
  public static Channels channels() {
    return opened(CHANNELS, "org.coroutines4j.channels.ChannelDoor");
  }

  /** The door of flows. */
  public static Flows flows() {
    return opened(FLOWS, "org.coroutines4j.flow.FlowDoor");
  }

  /** Loads the class that opens the door, the first time. */
  private static <D> D opened(AtomicReference<D> door, String opener) {
    D known = door.get();
    if (known == null) {
      try {
        Class<?> unused = Class.forName(opener);
      } catch (ClassNotFoundException e) {
        throw new IllegalStateException(
            opener + " is missing: coroutines4j must be on the class path, in the same version", e);
      }
      known = door.get();
    }
    return known;
  }
}
