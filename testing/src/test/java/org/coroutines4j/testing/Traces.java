package org.coroutines4j.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

/** What a run of a program has written down. */
final class Traces {
  private Traces() {}

  /** Fails if they differ, and shows where they part: traces are long. */
  static void assertSame(List<String> first, List<String> again, String program) {
    int same = 0;
    while (same < Math.min(first.size(), again.size()) && first.get(same).equals(again.get(same))) {
      same++;
    }
    assertThat(again.subList(same, Math.min(same + 5, again.size())))
        .as("%s, after %s", program, first.subList(Math.max(0, same - 10), same))
        .isEqualTo(first.subList(same, Math.min(same + 5, first.size())));
  }
}
