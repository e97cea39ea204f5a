package org.coroutines4j.internal.flow;

import java.util.Objects;
import java.util.concurrent.Flow.Publisher;
import java.util.concurrent.Flow.Subscriber;
import org.coroutines4j.flow.AsyncFlow;

/** A {@link Publisher} over a flow. Each subscriber gets a collection of its own. */
public final class FlowPublisher<T> implements Publisher<T> {
  private final AsyncFlow<T> flow;

  public FlowPublisher(AsyncFlow<T> flow) {
    this.flow = flow;
  }

  @Override
  public void subscribe(Subscriber<? super T> subscriber) {
    new FlowSubscription<T>(Objects.requireNonNull(subscriber, "subscriber")).begin(flow);
  }
}
