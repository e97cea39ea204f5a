package org.coroutines4j.channels;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionStage;
import org.coroutines4j.Task;
import org.coroutines4j.function.ThrowingConsumer;
import org.coroutines4j.function.ThrowingFunction;
import org.coroutines4j.function.ThrowingRunnable;
import org.coroutines4j.internal.select.SelectRunImpl;
import org.coroutines4j.internal.select.SelectStartImpl;
import org.coroutines4j.sync.AsyncEvent;
import org.coroutines4j.sync.AsyncMutex;
import org.coroutines4j.sync.AsyncSemaphore;
import org.jspecify.annotations.Nullable;

/**
 * A wait for several alternatives, its clauses, of which exactly one takes effect: the first that
 * is ready. If several clauses are ready, the one that was added first wins. With {@link #fair}, a
 * random one of them wins. The handler of the chosen clause runs on the caller's thread, after the
 * choice, so it may wait.
 *
 * <p>A closed channel and a queue that was shut down make their clauses ready: if such a clause is
 * chosen, {@link #await} throws what {@code receive}, {@code send}, {@code get} or {@code put}
 * would throw.
 *
 * <p>Of several clauses that receive from the same channel or queue, that send to the same one, or
 * that await the same task or stage, only the first one counts. With {@link #fair}, a random one of
 * them counts.
 *
 * <p>A select may be awaited again, by one caller at a time. The methods that add a clause return
 * this select.
 *
 * @param <R> the type of the results of the handlers
 */
public interface Select<R extends @Nullable Object> {
  /** Returns a new select without clauses, as {@code Async.select()} does. */
  static Start start() {
    return new SelectStartImpl();
  }

  /** Returns a new select whose handlers return nothing, as {@code Async.selectRun()} does. */
  static Run startRun() {
    return new SelectRunImpl();
  }

  /**
   * Adds a clause that receives an element from {@code from}. {@code handler} gets the element.
   *
   * @throws IllegalArgumentException if another clause of this select sends to the same channel, or
   *     if {@code from} was not created by this library
   */
  <E> Select<R> onReceive(
      ReceiveChannel<? extends E> from, ThrowingFunction<? super E, ? extends R> handler);

  /**
   * Adds a clause that removes an item from {@code from}. {@code handler} gets the item.
   *
   * @throws IllegalArgumentException if another clause of this select puts into the same queue, or
   *     if {@code from} was not created by this library
   */
  <E> Select<R> onReceive(
      AsyncQueue<? extends E> from, ThrowingFunction<? super E, ? extends R> handler);

  /**
   * Adds a clause that sends {@code element} to {@code to}. {@code handler} runs when the element
   * has been sent.
   *
   * @throws IllegalArgumentException if another clause of this select receives from the same
   *     channel, or if {@code to} was not created by this library
   */
  <E> Select<R> onSend(SendChannel<? super E> to, E element, Callable<? extends R> handler);

  /**
   * Adds a clause that puts {@code item} into {@code to}. {@code handler} runs when the item has
   * been put.
   *
   * @throws IllegalArgumentException if another clause of this select gets from the same queue, or
   *     if {@code to} was not created by this library
   */
  <E> Select<R> onSend(AsyncQueue<? super E> to, E item, Callable<? extends R> handler);

  /**
   * Adds a clause that is ready when {@code task} is done. {@code handler} gets the result of the
   * task. If the task has failed, {@link #await} throws its failure, which then counts as handled.
   * A lazy task is started when the select is awaited. The task is never cancelled.
   *
   * @throws IllegalArgumentException if {@code task} was not started by a scope of this library
   */
  <T extends @Nullable Object> Select<R> onAwait(
      Task<? extends T> task, ThrowingFunction<? super T, ? extends R> handler);

  /**
   * Adds a clause that is ready when {@code stage} is complete. {@code handler} gets the result of
   * the stage. If the stage has failed, {@link #await} throws its failure. The stage is never
   * cancelled. A stage keeps one listener until it completes, however many selects wait for it.
   */
  <T extends @Nullable Object> Select<R> onAwait(
      CompletionStage<? extends T> stage, ThrowingFunction<? super T, ? extends R> handler);

  /**
   * Adds a clause that receives an element from {@code from}, as {@link #onReceive(ReceiveChannel,
   * ThrowingFunction)} does. If the channel is closed, {@code handler} gets that as a {@link
   * ReceiveResult.Closed}, and {@link #await} does not throw for it.
   *
   * @throws IllegalArgumentException if another clause of this select sends to the same channel, or
   *     if {@code from} was not created by this library
   */
  <E> Select<R> onReceiveOrClosed(
      ReceiveChannel<? extends E> from,
      ThrowingFunction<? super ReceiveResult.OrClosed<E>, ? extends R> handler);

  /**
   * Adds a clause that is ready when {@code task} is done, however it ended. As with {@link
   * Task#join}, a failure of the task is not thrown, and does not count as handled. A lazy task is
   * started when the select is awaited. The task is never cancelled.
   *
   * @throws IllegalArgumentException if {@code task} was not started by a scope of this library
   */
  Select<R> onJoin(Task<?> task, Callable<? extends R> handler);

  /**
   * Adds a clause that acquires {@code lock}. {@code handler} runs with the lock held, and must
   * {@linkplain AsyncMutex#unlock release} it. If another clause is chosen or the caller is
   * cancelled, the select does not hold the lock.
   */
  Select<R> onLock(AsyncMutex lock, Callable<? extends R> handler);

  /**
   * Adds a clause that acquires a permit of {@code semaphore}. {@code handler} runs with the
   * permit, and must {@linkplain AsyncSemaphore#release release} it. If another clause is chosen or
   * the caller is cancelled, the select has not acquired a permit. While the select waits, a permit
   * may be acquired for it at the moment when another clause is chosen; it is released immediately.
   */
  Select<R> onAcquire(AsyncSemaphore semaphore, Callable<? extends R> handler);

  /**
   * Adds a clause that is ready when {@code event} is set. An event that is set and cleared again
   * while the select waits makes the clause ready too.
   */
  Select<R> onEvent(AsyncEvent event, Callable<? extends R> handler);

  /**
   * Adds a clause that is ready when {@code limit} has elapsed since the call of {@link #await}. If
   * {@code limit} is zero or negative, the clause is ready immediately. If it is too large to
   * represent in nanoseconds, the clause is never ready.
   */
  Select<R> onTimeout(Duration limit, Callable<? extends R> handler);

  /**
   * Adds a clause that is ready when {@code limit} has elapsed since this method was called. Unlike
   * with {@link #onTimeout}, each {@link #await} of this select has the same deadline. If {@code
   * limit} is zero or negative, the clause is ready immediately. If it is too large to represent in
   * nanoseconds, the clause is never ready.
   */
  Select<R> onDeadline(Duration limit, Callable<? extends R> handler);

  /**
   * Adds a clause that is chosen if no other clause is ready when {@link #await} is called. Then
   * {@link #await} never waits, and may be called on any thread.
   */
  Select<R> orElse(Callable<? extends R> handler);

  /** Makes the choice among clauses that are ready random. */
  Select<R> fair();

  /**
   * Waits until a clause is ready, runs its handler on the caller's thread and returns the
   * handler's result. A cancellation point.
   *
   * <p>An exception of the handler is thrown as {@link Task#await} throws the failure of a task: an
   * unchecked one as the same object, a checked one wrapped. The element of a send clause that is
   * not chosen stays with the caller.
   *
   * <p>If the caller is cancelled, no clause takes effect, with one exception: as {@link
   * SendChannel#send} and {@link ReceiveChannel#receive} say, an element may have been sent or
   * received at that moment. All other elements of send clauses, and an element that was received,
   * are passed to the {@linkplain Channel.Builder#onUndelivered handler of undelivered elements} of
   * their channel then, if it has one.
   *
   * @throws ChannelClosedException if the chosen clause belongs to a channel that is closed or
   *     cancelled
   * @throws QueueShutdownException if the chosen clause belongs to a queue that was shut down
   * @throws CancellationException if the caller is cancelled
   * @throws IllegalStateException if there is no clause, or on a thread that must not wait, unless
   *     there is an {@link #orElse}
   */
  R await();

  /**
   * A select without a clause yet. Its first clause determines the type of the results of the
   * handlers.
   */
  interface Start {
    /**
     * Adds a clause that receives an element, as {@link Select#onReceive(ReceiveChannel,
     * ThrowingFunction)} does.
     */
    <E, R extends @Nullable Object> Select<R> onReceive(
        ReceiveChannel<? extends E> from, ThrowingFunction<? super E, ? extends R> handler);

    /**
     * Adds a clause that removes an item of a queue, as {@link Select#onReceive(AsyncQueue,
     * ThrowingFunction)} does.
     */
    <E, R extends @Nullable Object> Select<R> onReceive(
        AsyncQueue<? extends E> from, ThrowingFunction<? super E, ? extends R> handler);

    /**
     * Adds a clause that sends an element, as {@link Select#onSend(SendChannel, Object, Callable)}
     * does.
     */
    <E, R extends @Nullable Object> Select<R> onSend(
        SendChannel<? super E> to, E element, Callable<? extends R> handler);

    /**
     * Adds a clause that puts an item into a queue, as {@link Select#onSend(AsyncQueue, Object,
     * Callable)} does.
     */
    <E, R extends @Nullable Object> Select<R> onSend(
        AsyncQueue<? super E> to, E item, Callable<? extends R> handler);

    /** Adds a clause that awaits a task, as {@link Select#onAwait(Task, ThrowingFunction)} does. */
    <T extends @Nullable Object, R extends @Nullable Object> Select<R> onAwait(
        Task<? extends T> task, ThrowingFunction<? super T, ? extends R> handler);

    /**
     * Adds a clause that awaits a stage, as {@link Select#onAwait(CompletionStage,
     * ThrowingFunction)} does.
     */
    <T extends @Nullable Object, R extends @Nullable Object> Select<R> onAwait(
        CompletionStage<? extends T> stage, ThrowingFunction<? super T, ? extends R> handler);

    /** Adds a clause with a time limit, as {@link Select#onTimeout} does. */
    <R extends @Nullable Object> Select<R> onTimeout(Duration limit, Callable<? extends R> handler);

    /**
     * Adds a clause that receives an element or the end, as {@link Select#onReceiveOrClosed} does.
     */
    <E, R extends @Nullable Object> Select<R> onReceiveOrClosed(
        ReceiveChannel<? extends E> from,
        ThrowingFunction<? super ReceiveResult.OrClosed<E>, ? extends R> handler);

    /** Adds a clause that waits until a task is done, as {@link Select#onJoin} does. */
    <R extends @Nullable Object> Select<R> onJoin(Task<?> task, Callable<? extends R> handler);

    /** Adds a clause that acquires a lock, as {@link Select#onLock} does. */
    <R extends @Nullable Object> Select<R> onLock(AsyncMutex lock, Callable<? extends R> handler);

    /** Adds a clause that acquires a permit, as {@link Select#onAcquire} does. */
    <R extends @Nullable Object> Select<R> onAcquire(
        AsyncSemaphore semaphore, Callable<? extends R> handler);

    /** Adds a clause that waits for an event, as {@link Select#onEvent} does. */
    <R extends @Nullable Object> Select<R> onEvent(AsyncEvent event, Callable<? extends R> handler);

    /** Adds a clause with a deadline, as {@link Select#onDeadline} does. */
    <R extends @Nullable Object> Select<R> onDeadline(
        Duration limit, Callable<? extends R> handler);

    /** Makes the choice among clauses that are ready random, as {@link Select#fair} does. */
    Start fair();

    /**
     * Returns a select whose handlers return {@code type}. Needed where the handlers return
     * different subtypes of it.
     */
    <R extends @Nullable Object> Select<R> returning(Class<R> type);
  }

  /** A select whose handlers return nothing. */
  interface Run {
    /**
     * Adds a clause that receives an element, as {@link Select#onReceive(ReceiveChannel,
     * ThrowingFunction)} does.
     */
    <E> Run onReceive(ReceiveChannel<? extends E> from, ThrowingConsumer<? super E> handler);

    /**
     * Adds a clause that removes an item of a queue, as {@link Select#onReceive(AsyncQueue,
     * ThrowingFunction)} does.
     */
    <E> Run onReceive(AsyncQueue<? extends E> from, ThrowingConsumer<? super E> handler);

    /**
     * Adds a clause that sends an element, as {@link Select#onSend(SendChannel, Object, Callable)}
     * does.
     */
    <E> Run onSend(SendChannel<? super E> to, E element, ThrowingRunnable handler);

    /**
     * Adds a clause that puts an item into a queue, as {@link Select#onSend(AsyncQueue, Object,
     * Callable)} does.
     */
    <E> Run onSend(AsyncQueue<? super E> to, E item, ThrowingRunnable handler);

    /** Adds a clause that awaits a task, as {@link Select#onAwait(Task, ThrowingFunction)} does. */
    <T extends @Nullable Object> Run onAwait(
        Task<? extends T> task, ThrowingConsumer<? super T> handler);

    /**
     * Adds a clause that awaits a stage, as {@link Select#onAwait(CompletionStage,
     * ThrowingFunction)} does.
     */
    <T extends @Nullable Object> Run onAwait(
        CompletionStage<? extends T> stage, ThrowingConsumer<? super T> handler);

    /** Adds a clause with a time limit, as {@link Select#onTimeout} does. */
    Run onTimeout(Duration limit, ThrowingRunnable handler);

    /**
     * Adds a clause that receives an element or the end, as {@link Select#onReceiveOrClosed} does.
     */
    <E> Run onReceiveOrClosed(
        ReceiveChannel<? extends E> from,
        ThrowingConsumer<? super ReceiveResult.OrClosed<E>> handler);

    /** Adds a clause that waits until a task is done, as {@link Select#onJoin} does. */
    Run onJoin(Task<?> task, ThrowingRunnable handler);

    /** Adds a clause that acquires a lock, as {@link Select#onLock} does. */
    Run onLock(AsyncMutex lock, ThrowingRunnable handler);

    /** Adds a clause that acquires a permit, as {@link Select#onAcquire} does. */
    Run onAcquire(AsyncSemaphore semaphore, ThrowingRunnable handler);

    /** Adds a clause that waits for an event, as {@link Select#onEvent} does. */
    Run onEvent(AsyncEvent event, ThrowingRunnable handler);

    /** Adds a clause with a deadline, as {@link Select#onDeadline} does. */
    Run onDeadline(Duration limit, ThrowingRunnable handler);

    /**
     * Adds the clause for the case that no other clause is ready, as {@link Select#orElse} does.
     */
    Run orElse(ThrowingRunnable handler);

    /** Makes the choice among clauses that are ready random, as {@link Select#fair} does. */
    Run fair();

    /**
     * Waits until a clause is ready and runs its handler on the caller's thread, as {@link
     * Select#await} does. A cancellation point.
     *
     * @throws CancellationException if the caller is cancelled
     * @throws IllegalStateException if there is no clause, or on a thread that must not wait,
     *     unless there is an {@link #orElse}
     */
    void await();
  }
}
