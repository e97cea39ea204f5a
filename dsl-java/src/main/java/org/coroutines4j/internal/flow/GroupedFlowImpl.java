package org.coroutines4j.internal.flow;

import org.coroutines4j.channels.Channel;
import org.coroutines4j.channels.ChannelClosedException;
import org.coroutines4j.channels.SendResult;
import org.coroutines4j.flow.AsyncFlow;
import org.coroutines4j.runtime.coroutine.CoroutineThreads;

/** The values of one key, buffered until they are collected. They can be collected once. */
final class GroupedFlowImpl<K, T> extends FlowAdapter<T> implements AsyncFlow.Group<K, T> {
  private final K key;
  private final Channel<T> values;

  GroupedFlowImpl(K key) {
    this(key, Channel.buffered(Buffering.STANDARD_CAPACITY));
  }

  private GroupedFlowImpl(K key, Channel<T> values) {
    super(FlowInterop.kotlin(Sources.once(values, "a group may be collected once")));
    this.key = key;
    this.values = values;
  }

  @Override
  public K key() {
    return key;
  }

  /**
   * Sends this group, which nothing has collected yet, to the collector of the groups. A
   * cancellation point.
   */
  void offerTo(Channel<AsyncFlow.Group<K, T>> groups) {
    CoroutineThreads.ensureActive();
    if (!(groups.trySend(this) instanceof SendResult.Sent)) {
      GroupWait.during("no collector has received the group", key, () -> groups.send(this));
    }
  }

  /**
   * Adds {@code value}, and waits while the buffer is full. Drops {@code value} if the collection
   * of this group has ended. A cancellation point.
   */
  void add(T value) {
    CoroutineThreads.ensureActive();
    if (values.trySend(value) instanceof SendResult.Full) {
      GroupWait.during(
          "no collector has received " + Buffering.STANDARD_CAPACITY + " values",
          key,
          () -> sendOrDrop(value));
    }
  }

  private void sendOrDrop(T value) {
    try {
      values.send(value);
    } catch (ChannelClosedException collectionEnded) {
      // dropped
    }
  }

  /** Returns whether the collection of this group has ended, so that it drops its values. */
  boolean isAbandoned() {
    return values.isClosedForSend();
  }

  void end() {
    boolean unused = values.close();
  }

  /** Ends the group with {@code failure} after the buffered values. */
  void fail(Throwable failure) {
    boolean unused = values.closeExceptionally(failure);
  }
}
