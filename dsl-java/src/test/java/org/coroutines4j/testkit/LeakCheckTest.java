package org.coroutines4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import org.coroutines4j.Dispatchers;
import org.coroutines4j.ServiceScope;
import org.junit.jupiter.api.Test;

class LeakCheckTest {
  @Test
  void leakedTask_isFound_withItsJobsThreadAndPermit() throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    CountDownLatch running = new CountDownLatch(1);
    try (ServiceScope scope = ServiceScope.open("planted")) {
      scope
          .on(Dispatchers.cpu())
          .launch(
              () -> {
                running.countDown();
                release.await();
              });
      running.await();
      assertThat(Leaks.find(0))
          .anyMatch(line -> line.contains("TaskCoroutine"))
          .contains("bodies with a pooled thread: 1", "permits of cpu() in use: 1");
      release.countDown();
    }
    assertThat(Leaks.find()).isEmpty();
  }
}
