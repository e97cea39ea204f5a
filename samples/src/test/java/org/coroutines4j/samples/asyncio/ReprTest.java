package org.coroutines4j.samples.asyncio;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Values print as in Python. */
class ReprTest {
  @Test
  void nestedValues_printAsPythonPrintsThem() {
    assertThat(Repr.of(List.of(List.of("A", 1), List.of()))).isEqualTo("[['A', 1], []]");
  }

  @Test
  void nullValue_isNone() {
    assertThat(Repr.of(null)).isEqualTo("None");
  }
}
