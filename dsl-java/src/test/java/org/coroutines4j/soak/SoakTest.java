package org.coroutines4j.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Runs {@link Soak} for a minute in {@code -Pfull} and for ten in {@code -Plong}. */
@Tag("alone")
@Tag("stress")
@Tag("once")
class SoakTest {
  private static final int SECONDS = Integer.getInteger("coroutines4j.soak.seconds", 5);

  @Test
  @Timeout(value = 2, unit = TimeUnit.HOURS)
  void everythingAtOnce_losesNothing_andLeavesNothing() {
    String counted = Soak.run(Duration.ofSeconds(SECONDS), System.nanoTime());
    System.out.println("soak: " + counted);
    assertThat(counted).contains("rounds of seed");
  }
}
