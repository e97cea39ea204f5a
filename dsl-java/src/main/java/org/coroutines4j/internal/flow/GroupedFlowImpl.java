package org.coroutines4j.internal.flow;

import org.coroutines4j.channels.Channel;
import org.coroutines4j.channels.ChannelClosedException;
import org.coroutines4j.channels.SendResult;
import org.coroutines4j.flow.AsyncFlow;
import org.coroutines4j.runtime.coroutine.CoroutineThreads;

/** The values of one key, which wait here to be collected, once. */
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

  /** Waits until who collects the groups has taken this one, of which nothing is collected yet. */
  void offerTo(Channel<AsyncFlow.Group<K, T>> groups) {
    CoroutineThreads.ensureActive();
    if (!(groups.trySend(this) instanceof SendResult.Sent)) {
      GroupWait.during("nobody has taken the group", key, () -> groups.send(this));
    }
  }

  /** Drops the value if the collection of the group has ended. */
  void add(T value) {
    CoroutineThreads.ensureActive();
    if (values.trySend(value) instanceof SendResult.Full) {
      GroupWait.during(
          "nobody has taken " + Buffering.STANDARD_CAPACITY + " values",
          key,
          () -> sendOrDrop(value));
    }
  }

  private void sendOrDrop(T value) {
    try {
      values.send(value);
    } catch (ChannelClosedException wantedNoMore) {
      // dropped
    }
  }

  void end() {
    boolean unused = values.close();
  }

  /** There will be no more values, because of {@code failure}. */
  void fail(Throwable failure) {
    boolean unused = values.closeExceptionally(failure);
  }
}
