package org.coroutines4j.guide;

// region imports
import static org.coroutines4j.Async.run;
import static org.coroutines4j.Async.taskScope;

import java.util.concurrent.atomic.AtomicLong;
import org.coroutines4j.channels.Channel;
import org.coroutines4j.channels.ReceiveChannel;

// endregion

/** One producer, four consumers. */
public final class FanOut {
  private FanOut() {}

  /** Runs the program. */
  public static void main(String[] args) {
    run(
        scope -> {
          AtomicLong sum = new AtomicLong();
          // region fan-out
          ReceiveChannel<Integer> numbers =
              Channel.produce(
                  scope,
                  16, // at most 16 wait to be received; then send waits
                  out -> {
                    for (int i = 1; i <= 1000; i++) {
                      out.send(i);
                    }
                  }); // the channel is closed when the body ends
          taskScope()
              .run(
                  workers -> {
                    for (int i = 0; i < 4; i++) {
                      workers.launch(
                          () -> {
                            for (int n : numbers) { // each number goes to one worker
                              sum.addAndGet(n);
                            }
                          });
                    }
                  });
          System.out.println("sum " + sum); // all workers have ended here
          // endregion
        });
  }
}
