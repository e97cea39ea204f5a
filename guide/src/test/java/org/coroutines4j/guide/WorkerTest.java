package org.coroutines4j.guide;

// region imports
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.coroutines4j.Async.delay;

import java.util.ArrayList;
import java.util.List;
import org.coroutines4j.channels.AsyncQueue;
import org.coroutines4j.testing.TestScope;
import org.coroutines4j.testing.VirtualTimeExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

// endregion

// region extension
@ExtendWith(VirtualTimeExtension.class)
class WorkerTest {
  @Test
  void worker_takesOneJobASecond(TestScope test) {
    AsyncQueue<String> jobs = AsyncQueue.fifo(10);
    List<String> done = new ArrayList<>();
    test.background(
        () -> {
          while (true) {
            String job = jobs.get();
            delay(ofSeconds(1));
            done.add(job + " after " + test.clock().elapsed());
            jobs.taskDone();
          }
        });
    jobs.put("a");
    jobs.put("b");
    jobs.join();
    assertThat(done).containsExactly("a after PT1S", "b after PT2S");
  }
}
// endregion
