package org.coroutines4j.flow;

import org.coroutines4j.channels.Channel;
import org.coroutines4j.channels.ChannelClosedException;

/** The values of one key, which wait here to be collected, once. */
final class OpenGroup<K, T> extends FlowFace<T> implements AsyncFlow.Group<K, T> {
  private final K key;
  private final Channel<T> values;

  OpenGroup(K key) {
    this(key, Channel.buffered(Sources.BUFFER));
  }

  private OpenGroup(K key, Channel<T> values) {
    super(Flows.kotlin(Sources.once(values, "a group may be collected once")));
    this.key = key;
    this.values = values;
  }

  @Override
  public K key() {
    return key;
  }

  /** Drops the value if the collection of the group has ended. */
  void add(T value) {
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
