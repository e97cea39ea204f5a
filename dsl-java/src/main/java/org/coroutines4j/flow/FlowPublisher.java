package org.coroutines4j.flow;

import java.util.Objects;
import java.util.concurrent.Flow.Publisher;
import java.util.concurrent.Flow.Subscriber;

/** A flow as a publisher of the JDK: each subscriber gets a collection of its own. */
final class FlowPublisher<T> implements Publisher<T> {
  private final AsyncFlow<T> flow;

  FlowPublisher(AsyncFlow<T> flow) {
    this.flow = flow;
  }

  @Override
  public void subscribe(Subscriber<? super T> subscriber) {
    new FlowSubscription<T>(Objects.requireNonNull(subscriber, "subscriber")).begin(flow);
  }
}
