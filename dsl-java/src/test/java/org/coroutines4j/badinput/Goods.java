package org.coroutines4j.badinput;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.coroutines4j.channels.AsyncQueue;
import org.coroutines4j.channels.Channel;
import org.coroutines4j.channels.ReceiveResult;
import org.coroutines4j.channels.SendResult;
import org.coroutines4j.sync.AsyncBarrier;
import org.coroutines4j.sync.AsyncCondition;
import org.coroutines4j.sync.AsyncEvent;
import org.coroutines4j.sync.AsyncMutex;
import org.coroutines4j.sync.AsyncSemaphore;

/**
 * Good channels, queues and locks, which bad calls must not change: one of each kind that a caller
 * would have to wait for, and one that is ready.
 */
final class Goods {
  /** What is in the channel and the queue. */
  static final String KEPT = "kept";

  /** What bad calls try to put there. */
  static final String STRAY = "stray";

  private final List<String> undelivered = new CopyOnWriteArrayList<>();

  /** Holds one element, and no more. */
  final Channel<String> full =
      Channel.builder().capacity(1).onUndelivered((String s) -> undelivered.add(s)).build();

  /** Holds nothing, and has room for one element. */
  final Channel<String> empty =
      Channel.builder().capacity(1).onUndelivered((String s) -> undelivered.add(s)).build();

  final AsyncQueue<String> fullQueue = AsyncQueue.fifo(1);
  final AsyncQueue<String> emptyQueue = AsyncQueue.fifo(1);
  final AsyncMutex held = new AsyncMutex();
  final AsyncMutex free = new AsyncMutex();
  final AsyncCondition underHeld = new AsyncCondition(held);
  final AsyncCondition underFree = new AsyncCondition(free);
  final AsyncSemaphore noPermit = AsyncSemaphore.bounded(1);
  final AsyncSemaphore onePermit = AsyncSemaphore.bounded(1);
  final AsyncEvent event = new AsyncEvent();
  final AsyncEvent past = new AsyncEvent();
  final AsyncBarrier pair = new AsyncBarrier(2);
  final AsyncBarrier single = new AsyncBarrier(1);

  Goods() {
    full.send(KEPT);
    fullQueue.put(KEPT);
    held.lock();
    noPermit.acquire();
    past.set();
  }

  /** A channel that {@code end} ends. */
  static Channel<String> ended(Consumer<Channel<String>> end) {
    Channel<String> channel = Channel.buffered(1);
    end.accept(channel);
    return channel;
  }

  /** A queue that has been shut down. */
  static AsyncQueue<String> shutDown() {
    AsyncQueue<String> queue = AsyncQueue.fifo(1);
    queue.shutdown();
    return queue;
  }

  /** Asserts that nothing was added or removed, and that no task waits. */
  void assertUnharmed() {
    assertChannels();
    assertQueues();
    assertLocks();
    assertThat(past.isSet()).isTrue();
    assertThat(event.isSet()).isFalse();
    assertThat(pair.waiting() + single.waiting()).as("waiters of barriers").isZero();
    assertThat(pair.isBroken() || single.isBroken()).as("a barrier is broken").isFalse();
  }

  private void assertChannels() {
    assertThat(full.trySend(STRAY)).isInstanceOf(SendResult.Full.class);
    assertThat(full.tryReceive()).isEqualTo(new ReceiveResult.Received<>(KEPT));
    assertThat(full.tryReceive()).isInstanceOf(ReceiveResult.Empty.class);
    assertThat(empty.tryReceive()).isInstanceOf(ReceiveResult.Empty.class);
    assertThat(empty.trySend("good").isSent()).isTrue();
    assertThat(undelivered).as("elements that were sent in vain").allMatch(STRAY::equals);
  }

  private void assertQueues() {
    assertThat(fullQueue.tryPut(STRAY)).isFalse();
    assertThat(fullQueue.tryGet()).contains(KEPT);
    assertThat(fullQueue.tryGet()).isEmpty();
    fullQueue.taskDone();
    fullQueue.join();
    emptyQueue.join();
    assertThat(emptyQueue.tryGet()).isEmpty();
    assertThat(emptyQueue.tryPut("good")).isTrue();
  }

  private void assertLocks() {
    assertThat(held.isLocked()).isTrue();
    underHeld.signalAll();
    held.unlock();
    assertThat(held.tryLock()).as("nobody else waited for it").isTrue();
    assertThat(free.tryLock()).isTrue();
    assertThat(noPermit.tryAcquire()).isFalse();
    noPermit.release();
    assertThat(noPermit.tryAcquire()).as("nobody else waited for it").isTrue();
    assertThat(onePermit.tryAcquire()).isTrue();
  }
}
