package org.coroutines4j.internal.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Guards which waits of a snapshot are found to form a circle. */
class WaitCirclesTest {
  private static final long LASTING = 2_000;

  private static TaskNode node(long id, long waitsFor, TaskNode... children) {
    return node(id, waitsFor, 0, true, children);
  }

  private static TaskNode node(
      long id, long waitsFor, long waitedNanos, boolean needed, TaskNode... children) {
    return new TaskNode(
        id,
        0,
        "task",
        "n" + id,
        "",
        "active",
        new TaskNode.Activity("", waitsFor != 0, waitedNanos, Math.abs(waitsFor), waitsFor > 0),
        "",
        null,
        "",
        needed,
        List.of(children));
  }

  private static List<List<Long>> circles(TaskNode... trees) {
    return WaitCircles.find(List.of(trees), LASTING).stream()
        .map(circle -> circle.stream().map(TaskNode::id).toList())
        .toList();
  }

  @Test
  void tasksThatWaitForEachOther_areACircle() {
    assertThat(circles(node(1, 2), node(2, 3), node(3, 1), node(4, 1)))
        .containsExactly(List.of(1L, 2L, 3L));
  }

  @Test
  void taskThatWaitsForItself_isACircle() {
    assertThat(circles(node(1, 1))).containsExactly(List.of(1L));
  }

  @Test
  void waitOfABlock_isAWaitOfItsTask() {
    assertThat(circles(node(1, 0, node(10, 2)), node(2, 1))).containsExactly(List.of(1L, 10L, 2L));
  }

  @Test
  void waitForAnEnclosingTask_isACircle() {
    assertThat(circles(node(1, 0, node(2, 0, node(3, 1))))).containsExactly(List.of(1L, 2L, 3L));
  }

  @Test
  void chainsAndTrees_areNoCircles() {
    assertThat(circles(node(1, 2, node(3, 2)), node(2, 4), node(4, 0))).isEmpty();
    assertThat(circles(node(1, 99))).as("a task that has ended").isEmpty();
  }

  @Test
  void waitThatEndsByItself_isNone() {
    assertThat(circles(node(1, 0, node(10, 2, 0, false)), node(2, 1))).isEmpty();
  }

  @Test
  void waitThatMayBeOver_isIgnored() {
    assertThat(circles(node(1, 2, LASTING - 1, true), node(2, 1))).isEmpty();
    assertThat(circles(node(1, 2, LASTING, true), node(2, 1))).hasSize(1);
  }

  /** Written as a negative id here. */
  @Test
  void waitForALock_isNoWaitForTheEndOfItsHolder() {
    assertThat(circles(node(1, 0, node(2, -1)))).isEmpty();
  }

  @Test
  void severalCircles_areAllFound() {
    assertThat(circles(node(1, 2), node(2, 1), node(3, 4), node(4, 3))).hasSize(2);
  }

  @Test
  void longChain_doesNotOverflowTheStack() {
    int length = 100_000;
    TaskNode[] chain =
        Stream.iterate(1L, id -> id + 1)
            .limit(length)
            .map(id -> node(id, id == length ? 1 : id + 1))
            .toArray(TaskNode[]::new);
    assertThat(circles(chain).get(0)).hasSize(length);
  }
}
