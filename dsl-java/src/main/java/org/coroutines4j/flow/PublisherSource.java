package org.coroutines4j.flow;

import java.util.Objects;
import java.util.concurrent.Flow.Publisher;
import java.util.concurrent.Flow.Subscriber;
import java.util.concurrent.Flow.Subscription;
import org.coroutines4j.channels.Channel;
import org.coroutines4j.channels.ReceiveResult;
import org.coroutines4j.runtime.dispatch.Unchecked;
import org.jspecify.annotations.Nullable;

/** What a publisher sends, kept until it is collected; it is asked for a buffer's worth ahead. */
final class PublisherSource<T> implements Subscriber<T> {
  private static final int AGAIN = Sources.BUFFER / 2;

  /** Holds no more than has been asked for. */
  private final Channel<T> values = Channel.unlimited();

  private @Nullable Subscription subscription;
  private boolean cancelled;

  /** Values received since it was asked for more: by the collector only. */
  private int taken;

  static <T> AsyncFlow<T> flow(Publisher<? extends T> publisher) {
    Objects.requireNonNull(publisher, "publisher");
    return AsyncFlow.generate(
        out -> {
          PublisherSource<T> source = new PublisherSource<>();
          try {
            publisher.subscribe(source);
            source.emitTo(out);
          } finally {
            source.cancel();
          }
        });
  }

  void emitTo(Emitter<T> out) {
    ReceiveResult.OrClosed<T> next = values.receiveOrClosed();
    while (next instanceof ReceiveResult.Received<T> received) {
      out.emit(received.value());
      if (++taken == AGAIN) {
        taken = 0;
        request(AGAIN);
      }
      next = values.receiveOrClosed();
    }
    Throwable failure = ((ReceiveResult.Closed<T>) next).cause();
    if (failure != null) {
      throw Unchecked.sneak(failure);
    }
  }

  private void request(int n) {
    Subscription from;
    synchronized (this) {
      from = subscription;
    }
    if (from != null) {
      from.request(n);
    }
  }

  void cancel() {
    Subscription from;
    synchronized (this) {
      cancelled = true;
      from = subscription;
    }
    if (from != null) {
      from.cancel();
    }
    values.cancel();
  }

  @Override
  public void onSubscribe(Subscription first) {
    Objects.requireNonNull(first, "subscription");
    boolean refused;
    synchronized (this) {
      refused = cancelled || subscription != null;
      if (!refused) {
        subscription = first;
      }
    }
    if (refused) {
      first.cancel();
    } else {
      first.request(Sources.BUFFER);
    }
  }

  @Override
  public void onNext(T value) {
    Object unused = values.trySend(Objects.requireNonNull(value, "value"));
  }

  @Override
  public void onError(Throwable failure) {
    boolean unused = values.closeExceptionally(Objects.requireNonNull(failure, "failure"));
  }

  @Override
  public void onComplete() {
    boolean unused = values.close();
  }
}
