package org.coroutines4j.guide;

// region test
import static java.time.Duration.ofSeconds;
import static org.coroutines4j.testing.VirtualTime.runTest;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class QuoteServiceTest {
  @Test
  void slowBackend_isLate_afterTheDeadline() {
    runTest(
        test -> {
          assertEquals("late", QuoteService.quotes().get("slow"));
          assertEquals(ofSeconds(1), test.clock().elapsed());
        });
  }
}
// endregion
