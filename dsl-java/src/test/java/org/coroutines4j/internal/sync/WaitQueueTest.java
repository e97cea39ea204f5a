package org.coroutines4j.internal.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Guards that a queue of waiters is first come, first served, that a waiter can leave it from any
 * place, and that exactly one of a waker and the leaving caller gets each waiter.
 */
class WaitQueueTest {
  private final WaitQueue<Waiter> queue = new WaitQueue<>();

  private List<Waiter> added(int count) {
    List<Waiter> waiters = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Waiter waiter = new Waiter();
      queue.add(waiter);
      waiters.add(waiter);
    }
    return waiters;
  }

  @Test
  void poll_returnsWaitersInTheOrderInWhichTheyCame() {
    List<Waiter> waiters = added(3);

    assertThat(queue.size()).isEqualTo(3);
    assertThat(queue.poll()).isSameAs(waiters.get(0));
    assertThat(queue.poll()).isSameAs(waiters.get(1));
    assertThat(queue.poll()).isSameAs(waiters.get(2));
    assertThat(queue.poll()).isNull();
    assertThat(queue.size()).isZero();
  }

  @Test
  void remove_atEachPlace_leavesTheOthersInOrder() {
    for (int place = 0; place < 4; place++) {
      List<Waiter> waiters = added(4);
      Waiter left = waiters.remove(place);

      assertThat(queue.remove(left)).isTrue();
      assertThat(queue.remove(left)).isFalse();
      assertThat(queue.size()).isEqualTo(3);
      assertThat(queue.removeAll()).isEqualTo(waiters);
      assertThat(left.over().isCompleted()).isFalse();
    }
  }

  @Test
  void remove_ofAWaiterThatWasPolled_isFalseBeforeItIsWoken() {
    Waiter waiter = added(2).get(0);

    assertThat(queue.poll()).isSameAs(waiter);
    assertThat(waiter.over().isCompleted()).isFalse();
    assertThat(queue.remove(waiter)).isFalse();
    assertThat(queue.size()).isEqualTo(1);
  }

  @Test
  void remove_afterRemoveAll_isFalseAndDoesNotTouchLaterWaiters() {
    List<Waiter> earlier = added(3);
    assertThat(queue.removeAll()).isEqualTo(earlier);
    List<Waiter> later = added(2);

    assertThat(earlier).noneMatch(queue::remove);
    assertThat(queue.removeAll()).isEqualTo(later);
    assertThat(queue.removeAll()).isEmpty();
  }

  @Test
  void wake_completesTheJobOfThisWaiterOnly() {
    List<Waiter> waiters = added(2);
    waiters.get(0).wake();
    waiters.get(0).wake();

    assertThat(waiters.get(0).over().isCompleted()).isTrue();
    assertThat(waiters.get(1).over().isCompleted()).isFalse();
  }

  @Test
  void waiterThatIsOut_refersToNoOtherWaiter() {
    List<Waiter> waiters = added(5);
    assertThat(queue.remove(waiters.get(2))).isTrue();
    assertThat(queue.poll()).isNotNull();
    assertThat(queue.removeAll()).hasSize(3);

    assertThat(waiters).allMatch(waiter -> waiter.previous == null && waiter.next == null);
  }

  /** Does what a list does, whose {@code remove} need not be fast. */
  @Test
  void randomOperations_doWhatAListDoes() {
    Random random = new Random(7);
    List<Waiter> expected = new ArrayList<>();
    List<Waiter> known = new ArrayList<>();
    int removed = 0;
    for (int i = 0; i < 20_000; i++) {
      switch (random.nextInt(8)) {
        case 0, 1, 2 -> {
          Collection<Waiter> waiter = added(1);
          expected.addAll(waiter);
          known.addAll(waiter);
        }
        case 3 -> assertThat(queue.poll()).isSameAs(expected.isEmpty() ? null : expected.remove(0));
        case 4, 5, 6 -> {
          if (!known.isEmpty()) {
            Waiter waiter = known.remove(random.nextInt(known.size()));
            boolean waits = expected.remove(waiter);
            removed += waits ? 1 : 0;
            assertThat(queue.remove(waiter)).isEqualTo(waits);
          }
        }
        default -> {
          if (random.nextInt(50) == 0) {
            assertThat(queue.removeAll()).isEqualTo(expected);
            expected.clear();
          }
        }
      }
      assertThat(queue.size()).isEqualTo(expected.size());
    }
    assertThat(removed).isPositive();
  }
}
