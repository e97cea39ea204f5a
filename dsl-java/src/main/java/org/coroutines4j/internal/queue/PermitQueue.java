package org.coroutines4j.internal.queue;

import java.util.concurrent.locks.ReentrantLock;
import org.coroutines4j.channels.Overflow;
import org.coroutines4j.internal.channels.ChannelConfig;
import org.coroutines4j.internal.channels.ChannelFactory;
import org.coroutines4j.internal.channels.ReceiveChannelAdapter;
import org.coroutines4j.runtime.coroutine.CoroutineThread;
import org.coroutines4j.runtime.kotlinx.ChannelCalls;
import org.coroutines4j.runtime.kotlinx.TryOutcome;
import org.jspecify.annotations.Nullable;

/**
 * A first-come, first-served queue of permits for one kind of operation, which a select can wait
 * for, and which can end. A permit that is sent to a caller which is cancelled before it arrives
 * goes to the next caller. The owner calls these methods with its lock held, except for those that
 * acquire the lock themselves.
 */
public final class PermitQueue {
  /*
   * The waiters are those of a channel of kotlinx. They cannot be in a WaitQueue, as those of a condition and of a
   * barrier are, for three reasons:
   *
   * 1. A select must acquire a permit exactly if it chooses the clause that waits for it. Only kotlinx can decide
   *    that atomically with the other clauses of the select, and the receiving clause of a channel does.
   * 2. A select of Kotlin that chooses another clause, or is cancelled, does not call this library. Its waiter could
   *    not leave a WaitQueue, and the permit that it is woken with would be lost. A channel withdraws it.
   * 3. All callers must wait in one queue, or the order between a select and a get() would be lost. So callers that
   *    are no select wait in the channel too.
   *
   * The first caller that waits creates the channel, so a queue that never makes a caller wait has none. beginWait()
   * and beginSelect() do this with the lock held, before they count the caller, and so before give() sends. A caller
   * reads `waiters` without the lock only after its own call of one of the two. A channel that is created after the
   * end is created closed.
   *
   * The rule for a caller that is woken and cancelled is that of a condition: the permit goes to the next caller. The
   * channel detects this case, and calls giveBack().
   *
   * permit     meaning                                      moved on by
   * free       counted in `free`                            tryTake(), to acquired; beginWait(), to sent
   * sent       counted in `sent`: a token is in the         a caller that receives the token, to acquired;
   *            channel, or on its way to a caller           tryTake(), to acquired; a cancelled receiver,
   *                                                         by giveBack(), to sent or free
   * acquired   its holder performs the operation            final
   *
   * `waits` counts callers from before they receive from the channel until their threads are back, cancelled or
   * not. give() adds a permit: it sends a token if there are more waits than sent tokens, else the permit is free.
   * So no permit is free while there is a wait for which no token was sent. A token may be sent for a wait that is
   * over already: it stays in the channel, where tryTake() finds it.
   *
   * A select of Kotlin does not tell when it ends without a permit, so it is not counted in `waits`. Instead it
   * sends a token for itself if a permit is free, and from the first such select on give() always sends. Tokens
   * that selects left behind stay in the channel. From then on `free` only falls, and as long as it is above 0,
   * each wait and each select has sent a token. So no select waits while a permit is free, and the channel never
   * has more tokens than there are permits.
   */

  /**
   * The element of the channel. All permits are alike, so it does not matter which one a cancelled
   * receiver returns.
   */
  private static final Object TOKEN = new Object();

  /** The lock of the owner. */
  final ReentrantLock lock;

  /** The channel of the waiting callers; null until the first one comes. */
  private @Nullable ReceiveChannelAdapter<Object> waiters;

  private long free;
  private long sent;
  private int waits;
  private boolean ended;

  /** Whether a select of Kotlin has ever begun to wait, and so may still wait. */
  private boolean awaitedByKotlin;

  PermitQueue(ReentrantLock lock, int free) {
    this.lock = lock;
    this.free = free;
  }

  /**
   * Returns the channel that a caller receives from. The caller has called {@link #beginWait} or
   * {@link #beginSelect} before.
   */
  public kotlinx.coroutines.channels.Channel<Object> channel() {
    return (kotlinx.coroutines.channels.Channel<Object>) waiters().kotlin();
  }

  private ReceiveChannelAdapter<Object> waiters() {
    if (waiters == null) {
      throw new IllegalStateException("no caller has begun to wait");
    }
    return waiters;
  }

  /** Creates the channel, if that has not been done yet. */
  private void prepareToWait() {
    if (waiters == null) {
      kotlinx.coroutines.channels.Channel<Object> channel =
          ChannelFactory.kotlin(
              ChannelFactory.UNLIMITED,
              Overflow.SUSPEND,
              new ChannelConfig(false, token -> giveBack()));
      if (ended) {
        channel.close(null);
      }
      waiters = new ReceiveChannelAdapter<>(channel, false);
    }
  }

  /** Adds a permit. Has no effect after the end. */
  void give() {
    if (sent < waits || awaitedByKotlin) {
      send();
    } else {
      free++;
    }
  }

  private void send() {
    sent++;
    Object unused = ChannelCalls.trySend(channel(), TOKEN);
  }

  /** Returns a token that a cancelled receiver did not get. Acquires the lock. */
  private void giveBack() {
    lock.lock();
    try {
      sent--;
      give();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Acquires a permit if that is possible without waiting. Returns whether the caller may proceed:
   * it has a permit, or the queue has ended.
   */
  boolean tryTake() {
    if (free > 0) {
      free--;
      return true;
    }
    if (sent > 0 && !ended && ChannelCalls.tryReceive(channel()) == TOKEN) {
      sent--;
      return true;
    }
    return ended;
  }

  /** Registers a caller that is going to receive a token from {@link #channel}. */
  void beginWait() {
    prepareToWait();
    waits++;
    if (free > 0) {
      free--;
      send();
    }
  }

  /**
   * Returns whether the current thread holds the lock of the owner. A coroutine that is resumed in
   * place then, as {@code Dispatchers.Unconfined} does, must not continue on this thread.
   */
  public boolean isOwnerChangingHere() {
    return lock.isHeldByCurrentThread();
  }

  /**
   * Prepares for a select of Kotlin, which is about to receive from {@link #channel}. Acquires the
   * lock.
   */
  public void beginSelect() {
    lock.lock();
    try {
      prepareToWait();
      awaitedByKotlin = true;
      if (free > 0) {
        free--;
        send();
      }
    } finally {
      lock.unlock();
    }
  }

  /**
   * Tells that a select of Kotlin has received {@code received}; null stands for the end. Acquires
   * the lock.
   */
  public void endSelect(@Nullable Object received) {
    lock.lock();
    try {
      if (received == TOKEN) {
        sent--;
      }
    } finally {
      lock.unlock();
    }
  }

  /**
   * Unregisters a caller that has received {@code received}: a token, or anything else for none.
   * Acquires the lock.
   */
  public void endWait(@Nullable Object received) {
    lock.lock();
    try {
      waits--;
      if (received == TOKEN) {
        sent--;
      }
    } finally {
      lock.unlock();
    }
  }

  /** Returns how many callers wait, without selects of Kotlin. Called with the lock held. */
  long waiting() {
    return ended ? 0 : Math.max(0, waits - sent);
  }

  /** Waits for a permit or for the end, after {@link #beginWait}. Called without the lock. */
  void await(CoroutineThread body) {
    Object received = TryOutcome.EMPTY;
    try {
      received = waiters().nextIn(body);
    } finally {
      endWait(received);
    }
  }

  /**
   * Waits as {@link #await(CoroutineThread)} does, for at most {@code nanos}. Returns false if
   * neither a permit nor the end came in time.
   */
  boolean await(CoroutineThread body, long nanos) {
    Object received = TryOutcome.EMPTY;
    try {
      received = waiters().nextIn(body, nanos);
    } finally {
      endWait(received);
    }
    return received != TryOutcome.EMPTY;
  }

  /** Ends the queue: all callers that wait, and all later ones, may proceed without a permit. */
  void end() {
    ended = true;
    if (waiters != null) {
      channel().close(null);
    }
  }
}
