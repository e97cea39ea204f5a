package org.coroutines4j.samples.mixed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import kotlin.Unit;
import kotlin.coroutines.Continuation;
import kotlinx.coroutines.flow.Flow;
import kotlinx.coroutines.flow.FlowKt;
import org.coroutines4j.kotlin.Suspend;
import org.junit.jupiter.api.Test;

/** The Java service over a repository that the test writes in Java, and the program. */
class PriceListTest {
  // region fake
  /** Suspend methods, implemented in Java for a test. */
  private static final class FixedProducts implements Products {
    @Override
    public Object find(long id, Continuation<? super Product> k) {
      return Suspend.implement(k, () -> id < 3 ? new Product(id, "p" + id, 100 * id) : null);
    }

    @Override
    public Object save(Product product, Continuation<? super Unit> k) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Flow<Product> getChanges() {
      return FlowKt.flowOf(new Product(1, "a", 5), new Product(2, "b", 50), new Product(3, "c", 7));
    }
  }

  // endregion

  private final PriceList prices = new PriceList(new FixedProducts());

  @Test
  void lines_leaveOutWhatThereIsNot() {
    assertThat(prices.lines(List.of(1L, 2L, 3L))).containsExactly("p1: 1.00", "p2: 2.00");
  }

  @Test
  void bargains_areTakenFromTheFlow() {
    assertThat(prices.bargains(10, 2)).containsExactly("a for 0.05", "c for 0.07");
  }

  @Test
  void program_printsItsTrace() {
    PrintStream before = System.out;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
    try {
      Main.main(new String[0]);
    } finally {
      System.setOut(before);
    }
    assertThat(bytes.toString(StandardCharsets.UTF_8).lines())
        .containsExactly(
            "apple: 0.50",
            "book: 19.99",
            "pen: 0.99",
            "bargains: [apple for 0.50, pen for 0.99]",
            "10 x apple = 4.00",
            "not sold: only 3 of book left");
  }
}
