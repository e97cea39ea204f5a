package org.coroutines4j.runtime.coroutine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The endings of a frame are called from the last to the first, except those removed before. */
class FrameEndingsTest {
  private final List<Integer> ended = new ArrayList<>();

  private List<FrameEndings.Ending> open(JobFrame frame, int count) {
    List<FrameEndings.Ending> endings = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int number = i;
      endings.add(frame.onLeave(() -> ended.add(number)));
    }
    return endings;
  }

  @Test
  void leave_callsTheEndings_fromTheLastToTheFirst() {
    CoroutineThreads.run(
        coroutine -> {
          open(coroutine.frame(), 4);
          coroutine.frame().leave();
        });
    assertThat(ended).containsExactly(3, 2, 1, 0);
  }

  @Test
  void removedEnding_isNotCalled_whateverItsPosition() {
    CoroutineThreads.run(
        coroutine -> {
          List<FrameEndings.Ending> endings = open(coroutine.frame(), 6);
          coroutine.frame().forgetOnLeave(endings.get(0));
          coroutine.frame().forgetOnLeave(endings.get(3));
          coroutine.frame().forgetOnLeave(endings.get(5));
          coroutine.frame().forgetOnLeave(endings.get(3)); // a second removal has no effect
          coroutine.frame().leave();
          coroutine.frame().forgetOnLeave(endings.get(4));
          assertThat(ended).containsExactly(4, 2, 1);
          open(coroutine.frame(), 1);
        });
    assertThat(ended).containsExactly(4, 2, 1, 0);
  }

  /** A removal takes constant time. With a search through the list this test would take hours. */
  @Test
  void manyEndings_areRemovedInConstantTime() {
    CoroutineThreads.run(
        coroutine -> {
          List<FrameEndings.Ending> endings = open(coroutine.frame(), 2_000_000);
          endings.forEach(coroutine.frame()::forgetOnLeave);
        });
    assertThat(ended).isEmpty();
  }
}
