// region test
import static org.coroutines4j.testing.VirtualTime.runTest;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class FirstProgramTest {
  @Test
  void load_takesItsTime() {
    runTest( // the clock is virtual, so the test takes no nine seconds
        test -> {
          assertEquals("page", FirstProgram.load("page", 9000));
          assertEquals(Duration.ofSeconds(9), test.clock().elapsed());
        });
  }
}
// endregion
