package org.coroutines4j.guide;

// region imports
import static java.time.Duration.ZERO;
import static java.time.Duration.ofMillis;
import static org.coroutines4j.Async.delay;
import static org.coroutines4j.Async.run;

import java.util.List;
import org.coroutines4j.Task;
import org.coroutines4j.flow.AsyncFlow;
import org.coroutines4j.flow.MutableSharedFlow;
import org.coroutines4j.flow.MutableStateFlow;
import org.coroutines4j.flow.SharedFlow;
import org.coroutines4j.flow.SharingStarted;
import org.coroutines4j.sync.AsyncEvent;

// endregion

/** Flows that several collectors share. */
public final class HotFlows {
  private HotFlows() {}

  /** Runs the program. */
  public static void main(String[] args) {
    state();
    events();
    missed();
    share();
    shareOnDemand();
  }

  private static void state() {
    run(
        scope -> {
          // region state
          MutableStateFlow<Integer> temperature = MutableStateFlow.create(20);
          Task<Integer> alarm = scope.async(() -> temperature.first(t -> t > 30));
          temperature.set(25);
          temperature.updateAndGet(t -> t + 10);
          System.out.println("alarm at " + alarm.await() + ", now " + temperature.value());
          // endregion
        });
  }

  private static void events() {
    run(
        scope -> {
          // region events
          MutableSharedFlow<String> events = MutableSharedFlow.create(2); // keeps two for later
          events.emit("started"); // no collector: only kept
          events.emit("loaded");
          Task<List<String>> log = scope.async(() -> events.take(3).toList());
          events.subscriptionCount().first(count -> count > 0); // waits for the collector
          events.emit("ready"); // to all current collectors
          System.out.println(log.await());
          // endregion
        });
  }

  private static void missed() {
    run(
        scope -> {
          // region missed
          MutableSharedFlow<String> events = MutableSharedFlow.create(0); // keeps nothing
          events.emit("too early"); // no collector: lost
          Task<String> first = scope.async(events::first);
          events.subscriptionCount().first(count -> count > 0);
          events.emit("in time");
          System.out.println(first.await());
          // endregion
        });
  }

  private static void share() {
    run(
        scope -> {
          // region share
          AsyncFlow<Integer> prices =
              AsyncFlow.<Integer>generate(
                  out -> {
                    System.out.println("connected"); // once, for two collectors
                    for (int price = 100; ; price++) {
                      delay(ofMillis(5));
                      out.emit(price);
                    }
                  });
          SharedFlow<Integer> shared = prices.shareIn(scope, 1);
          Task<Integer> low = scope.async(() -> shared.first(price -> price >= 105));
          Task<Integer> high = scope.async(() -> shared.first(price -> price >= 110));
          System.out.println(low.await() >= 105 && high.await() >= 110);
          // endregion
        });
  }

  private static void shareOnDemand() {
    run(
        scope -> {
          // region on-demand
          AsyncEvent stopped = new AsyncEvent();
          AsyncFlow<String> feed =
              AsyncFlow.<String>never()
                  .onStart(out -> out.emit("connected"))
                  .onCompletion(end -> stopped.set());
          SharedFlow<String> shared = feed.shareIn(scope, SharingStarted.whileSubscribed(ZERO), 0);
          System.out.println(shared.first()); // the last collector leaves here
          stopped.await(); // so the feed is stopped
          System.out.println("disconnected");
          // endregion
        });
  }
}
