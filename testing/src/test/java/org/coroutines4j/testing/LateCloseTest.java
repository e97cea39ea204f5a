package org.coroutines4j.testing;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.coroutines4j.Async.delay;
import static org.coroutines4j.Async.nonCancellable;
import static org.coroutines4j.testing.VirtualTime.runTest;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.coroutines4j.ServiceScope;
import org.junit.jupiter.api.Test;

/** Guards that what a scope does when it ends after its grace time is part of the test too. */
class LateCloseTest {
  private final List<String> trace = new ArrayList<>();

  @Test
  void scope_thatEndsAfterItsGrace_closesResourcesInVirtualTime() {
    runTest(
        test -> {
          ServiceScope service = ServiceScope.open("service");
          service.use(() -> sayAfter(test, 5, "closed"));
          service.launch(() -> nonCancellable(() -> sayAfter(test, 3, "task has ended")));
          test.clock().runCurrent();
          service.close(ofSeconds(1));
          sayAfter(test, 0, "close has returned");
          delay(ofSeconds(9));
          sayAfter(test, 0, "body ends");
        });
    assertThat(trace)
        .containsExactly(
            "PT1S close has returned", "PT3S task has ended", "PT8S closed", "PT10S body ends");
  }

  @Test
  void scope_closedByItsOwnHandler_closesResourcesInVirtualTime() {
    runTest(
        test -> {
          AtomicReference<ServiceScope> opened = new AtomicReference<>();
          ServiceScope service =
              ServiceScope.builder("service")
                  .onFailure((task, failure) -> opened.get().close())
                  .open();
          opened.set(service);
          service.use(() -> sayAfter(test, 5, "closed"));
          service.launch(
              () -> {
                sayAfter(test, 2, "fails");
                throw new IllegalStateException("fails");
              });
          delay(ofSeconds(9));
          sayAfter(test, 0, "body ends");
        });
    assertThat(trace).containsExactly("PT2S fails", "PT7S closed", "PT9S body ends");
  }

  private void sayAfter(TestScope test, int seconds, String what) {
    delay(ofSeconds(seconds));
    trace.add(test.clock().elapsed() + " " + what);
  }
}
