package org.coroutines4j.internal.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Guards which nodes of a large tree a monitor is sent. */
class TreeSelectionTest {
  private static TaskNode node(String name, TaskNode... children) {
    return new TaskNode(
        name.hashCode(),
        0,
        "task",
        name,
        "",
        "active",
        TaskNode.Activity.NONE,
        "",
        null,
        "",
        true,
        List.of(children));
  }

  /** Writes trees as {@code a(b c) d}. */
  private static String text(List<TaskNode> nodes) {
    return String.join(
        " ",
        nodes.stream()
            .map(
                node ->
                    node.children().isEmpty()
                        ? node.name()
                        : node.name() + "(" + text(node.children()) + ")")
            .toList());
  }

  private static String select(int most, String word, TaskNode... trees) {
    return text(TreeSelection.of(List.of(trees), most, word));
  }

  @Test
  void smallTree_isWhole() {
    assertThat(select(10, "", node("a", node("b", node("c"))), node("d"))).isEqualTo("a(b(c)) d");
  }

  @Test
  void largeTree_isCutFarFromTheRoots() {
    TaskNode[] many =
        Stream.of("b1", "b2", "b3").map(TreeSelectionTest::node).toArray(TaskNode[]::new);
    assertThat(select(4, "", node("a", many), node("c"))).isEqualTo("a(b1 b2 1 more) c");
    assertThat(select(1, "", node("a", many), node("c"))).isEqualTo("a(3 more) 1 more");
    assertThat(select(1, "", node("c"), node("a", many))).isEqualTo("c 4 more");
    assertThat(select(0, "", node("a", many), node("c"))).isEqualTo("5 more");
  }

  @Test
  void word_selectsNodesWithThoseAboveAndBelow() {
    TaskNode tree = node("a", node("b", node("Find me", node("c"))), node("d"));
    assertThat(select(10, "FIND", tree, node("e"))).isEqualTo("a(b(Find me(c)))");
    assertThat(select(10, "nothing", tree)).isEmpty();
    assertThat(select(3, "find", tree)).isEqualTo("a(b(Find me(1 more)))");
  }
}
