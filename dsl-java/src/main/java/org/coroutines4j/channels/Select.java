package org.coroutines4j.channels;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionStage;
import org.coroutines4j.Task;
import org.coroutines4j.function.ThrowingConsumer;
import org.coroutines4j.function.ThrowingFunction;
import org.coroutines4j.function.ThrowingRunnable;
import org.coroutines4j.internal.select.SelectRun;
import org.coroutines4j.internal.select.SelectStart;
import org.jspecify.annotations.Nullable;

/**
 * A wait for several things, of which the first to be ready takes effect, and no other. If several
 * are ready, the clause that was added first wins, or with {@link #fair} a random one. The handler
 * of that clause runs on the caller's thread when the choice has been made, so it may wait.
 *
 * <p>The end of a channel or queue is ready as well: its clause is chosen, and {@link #await}
 * throws what {@code receive}, {@code send}, {@code get} or {@code put} would throw. Two clauses
 * that receive from one channel, or send to it, become one, with the first handler, or with a
 * random one if fair. A select may be awaited again, by one caller at a time.
 *
 * @param <R> the type of what the handlers return
 */
public interface Select<R extends @Nullable Object> {
  /** The same as {@code Async.select()}. */
  static Start start() {
    return new SelectStart();
  }

  /** The same as {@code Async.selectRun()}. */
  static Run startRun() {
    return new SelectRun();
  }

  /**
   * Receives from {@code from}.
   *
   * @throws IllegalArgumentException if there is a clause that sends to the same channel, or if
   *     {@code from} was not made by this library
   */
  <E> Select<R> onReceive(
      ReceiveChannel<? extends E> from, ThrowingFunction<? super E, ? extends R> handler);

  /** Gets an item of {@code from}, as {@link #onReceive(ReceiveChannel, ThrowingFunction)}. */
  <E> Select<R> onReceive(
      AsyncQueue<? extends E> from, ThrowingFunction<? super E, ? extends R> handler);

  /**
   * Sends {@code element} to {@code to}.
   *
   * @throws IllegalArgumentException if there is a clause that receives from the same channel, or
   *     if {@code to} was not made by this library
   */
  <E> Select<R> onSend(SendChannel<? super E> to, E element, Callable<? extends R> handler);

  /** Puts {@code item} into {@code to}, as {@link #onSend(SendChannel, Object, Callable)} does. */
  <E> Select<R> onSend(AsyncQueue<? super E> to, E item, Callable<? extends R> handler);

  /**
   * Waits for the end of {@code task}; if it has failed, {@link #await} throws the failure, and has
   * taken it. Starts a lazy task. Never cancels the task.
   */
  <T extends @Nullable Object> Select<R> onAwait(
      Task<? extends T> task, ThrowingFunction<? super T, ? extends R> handler);

  /**
   * Waits for {@code stage}; if it has failed, {@link #await} throws the failure. Never cancels the
   * stage. The stage keeps something of each select that waits for it until it ends: a loop should
   * await one select again.
   */
  <T extends @Nullable Object> Select<R> onAwait(
      CompletionStage<? extends T> stage, ThrowingFunction<? super T, ? extends R> handler);

  /** Is ready when {@code limit} has passed since {@link #await}: at once if it is not positive. */
  Select<R> onTimeout(Duration limit, Callable<? extends R> handler);

  /** Is chosen if no other clause is ready at once, so that {@link #await} never waits. */
  Select<R> orElse(Callable<? extends R> handler);

  /** Lets chance decide among the clauses that are ready. */
  Select<R> fair();

  /**
   * Waits until a clause is ready, and returns what its handler returns. A cancellation point. The
   * element of a send clause that is not chosen stays with the caller. If the caller is cancelled
   * no clause takes effect, but for what {@link SendChannel#send} and {@link
   * ReceiveChannel#receive} say of elements at that moment: one may have been sent, and {@code
   * onUndelivered} is told of the others.
   *
   * @throws CancellationException if the caller is cancelled
   * @throws IllegalStateException if there is no clause, or on a thread that must not wait, unless
   *     there is an {@link #orElse}
   */
  R await();

  /** A select without a clause yet: the first one says what the handlers return. */
  interface Start {
    /** As {@link Select#onReceive(ReceiveChannel, ThrowingFunction)}. */
    <E, R extends @Nullable Object> Select<R> onReceive(
        ReceiveChannel<? extends E> from, ThrowingFunction<? super E, ? extends R> handler);

    /** As {@link Select#onReceive(AsyncQueue, ThrowingFunction)}. */
    <E, R extends @Nullable Object> Select<R> onReceive(
        AsyncQueue<? extends E> from, ThrowingFunction<? super E, ? extends R> handler);

    /** As {@link Select#onSend(SendChannel, Object, Callable)}. */
    <E, R extends @Nullable Object> Select<R> onSend(
        SendChannel<? super E> to, E element, Callable<? extends R> handler);

    /** As {@link Select#onSend(AsyncQueue, Object, Callable)}. */
    <E, R extends @Nullable Object> Select<R> onSend(
        AsyncQueue<? super E> to, E item, Callable<? extends R> handler);

    /** As {@link Select#onAwait(Task, ThrowingFunction)}. */
    <T extends @Nullable Object, R extends @Nullable Object> Select<R> onAwait(
        Task<? extends T> task, ThrowingFunction<? super T, ? extends R> handler);

    /** As {@link Select#onAwait(CompletionStage, ThrowingFunction)}. */
    <T extends @Nullable Object, R extends @Nullable Object> Select<R> onAwait(
        CompletionStage<? extends T> stage, ThrowingFunction<? super T, ? extends R> handler);

    /** As {@link Select#onTimeout}. */
    <R extends @Nullable Object> Select<R> onTimeout(Duration limit, Callable<? extends R> handler);

    /** As {@link Select#fair}. */
    Start fair();

    /** Says what the handlers return, where their types differ. */
    <R extends @Nullable Object> Select<R> returning(Class<R> type);
  }

  /** A select whose handlers return nothing. */
  interface Run {
    /** As {@link Select#onReceive(ReceiveChannel, ThrowingFunction)}. */
    <E> Run onReceive(ReceiveChannel<? extends E> from, ThrowingConsumer<? super E> handler);

    /** As {@link Select#onReceive(AsyncQueue, ThrowingFunction)}. */
    <E> Run onReceive(AsyncQueue<? extends E> from, ThrowingConsumer<? super E> handler);

    /** As {@link Select#onSend(SendChannel, Object, Callable)}. */
    <E> Run onSend(SendChannel<? super E> to, E element, ThrowingRunnable handler);

    /** As {@link Select#onSend(AsyncQueue, Object, Callable)}. */
    <E> Run onSend(AsyncQueue<? super E> to, E item, ThrowingRunnable handler);

    /** As {@link Select#onAwait(Task, ThrowingFunction)}. */
    <T extends @Nullable Object> Run onAwait(
        Task<? extends T> task, ThrowingConsumer<? super T> handler);

    /** As {@link Select#onAwait(CompletionStage, ThrowingFunction)}. */
    <T extends @Nullable Object> Run onAwait(
        CompletionStage<? extends T> stage, ThrowingConsumer<? super T> handler);

    /** As {@link Select#onTimeout}. */
    Run onTimeout(Duration limit, ThrowingRunnable handler);

    /** As {@link Select#orElse}. */
    Run orElse(ThrowingRunnable handler);

    /** As {@link Select#fair}. */
    Run fair();

    /** Waits until a clause is ready and runs its handler, as {@link Select#await} does. */
    void await();
  }
}
