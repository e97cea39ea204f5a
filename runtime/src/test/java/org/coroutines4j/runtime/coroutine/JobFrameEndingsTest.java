package org.coroutines4j.runtime.coroutine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What ends with a frame: the last first, unless it has ended before, in whatever order. */
class JobFrameEndingsTest {
  private final List<Integer> ended = new ArrayList<>();

  private List<JobFrame.Ending> open(JobFrame frame, int count) {
    List<JobFrame.Ending> endings = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int number = i;
      endings.add(frame.onLeave(() -> ended.add(number)));
    }
    return endings;
  }

  @Test
  void leave_endsTheLastFirst() {
    CoroutineThreads.run(
        body -> {
          open(body.frame(), 4);
          body.frame().leave();
        });
    assertThat(ended).containsExactly(3, 2, 1, 0);
  }

  @Test
  void whatHasEndedBefore_isLeftOut_whereverItStood() {
    CoroutineThreads.run(
        body -> {
          List<JobFrame.Ending> endings = open(body.frame(), 6);
          body.frame().forgetOnLeave(endings.get(0));
          body.frame().forgetOnLeave(endings.get(3));
          body.frame().forgetOnLeave(endings.get(5));
          body.frame().forgetOnLeave(endings.get(3)); // once more, as close does
          body.frame().leave();
          body.frame().forgetOnLeave(endings.get(4));
          assertThat(ended).containsExactly(4, 2, 1);
          open(body.frame(), 1);
        });
    assertThat(ended).containsExactly(4, 2, 1, 0);
  }

  /** Each in one step: by a look at all that are open this would take hours. */
  @Test
  void manyThatEndInTheOrderOfOpening_endInTime() {
    CoroutineThreads.run(
        body -> {
          List<JobFrame.Ending> endings = open(body.frame(), 2_000_000);
          endings.forEach(body.frame()::forgetOnLeave);
        });
    assertThat(ended).isEmpty();
  }
}
