package org.coroutines4j.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Guards what {@code --watch} shows, and how keys change it. */
class WatchScreenTest {
  private static final Node OLD = node(3, "old", 9_000L);
  private static final Node SHOP = node(1, "shop", null, node(2, "new", 1_000L), OLD);

  private final WatchScreen screen = new WatchScreen("", false);

  private static Node node(long id, String name, Long waited, Node... children) {
    return new Node(
        id,
        null,
        "task",
        name,
        "active",
        "",
        waited != null,
        waited,
        null,
        "",
        null,
        "",
        List.of(children));
  }

  private static Overview overview(Node... trees) {
    return new Overview(
        3, 2, Map.of("active", 3), List.of(trees), List.of(), List.of(), List.of(), List.of());
  }

  private List<String> tree() {
    List<String> lines = screen.show(overview(SHOP), 24, 100);
    return lines.subList(1, lines.size() - 1);
  }

  @Test
  void tree_isInTheOrderOfItsTasks_orByWait() {
    assertThat(tree())
        .containsExactly(
            "  task 'shop' #1", "  ├─ task 'new' #2, for PT1S", "  └─ task 'old' #3, for PT9S");
    assertThat(screen.type('w')).isNull();
    assertThat(tree())
        .containsExactly(
            "  task 'shop' #1", "  ├─ task 'old' #3, for PT9S", "  └─ task 'new' #2, for PT1S");
  }

  @Test
  void arrows_selectFoldAndUnfold() {
    assertThat(tree()).hasSize(3);
    screen.press(WatchScreen.Key.DOWN);
    assertThat(tree()).element(1).asString().startsWith("> ");
    screen.press(WatchScreen.Key.UP);
    screen.press(WatchScreen.Key.LEFT);
    assertThat(tree()).containsExactly("> task 'shop' #1 [+]");
    screen.press(WatchScreen.Key.RIGHT);
    assertThat(tree()).hasSize(3);
  }

  @Test
  void selection_staysOnItsTask_whenTheOrderChanges() {
    tree();
    screen.press(WatchScreen.Key.DOWN);
    assertThat(tree()).element(1).asString().startsWith("> ├─ task 'new'");
    assertThat(screen.type('w')).isNull();
    assertThat(tree()).element(2).asString().startsWith("> └─ task 'new'");
  }

  @Test
  void filter_isTyped_andErased() {
    assertThat(screen.type('/')).isNull();
    for (char c : "shq".toCharArray()) {
      assertThat(screen.type(c)).as("no command").isNull();
    }
    screen.press(WatchScreen.Key.BACKSPACE);
    assertThat(screen.filter()).isEqualTo("sh");
    assertThat(screen.show(overview(SHOP), 24, 100)).last().isEqualTo("filter: sh_");
    screen.press(WatchScreen.Key.ENTER);
    assertThat(screen.isTyping()).isFalse();
    assertThat(screen.show(overview(SHOP), 24, 100)).first().asString().contains("with 'sh'");
    screen.press(WatchScreen.Key.ESCAPE);
    assertThat(screen.filter()).isEmpty();
  }

  @Test
  void commands_areTheCallers() {
    assertThat(screen.type('q')).isEqualTo('q');
    assertThat(screen.type('s')).isEqualTo('s');
    assertThat(screen.type('x')).isNull();
  }

  @Test
  void smallScreen_scrollsToTheSelection_andCutsLines() {
    assertThat(screen.show(overview(SHOP), 3, 10)).hasSize(3).allMatch(line -> line.length() <= 10);
    screen.press(WatchScreen.Key.DOWN);
    screen.press(WatchScreen.Key.DOWN);
    assertThat(screen.show(overview(SHOP), 3, 100))
        .element(1)
        .asString()
        .isEqualTo("> └─ task 'old' #3, for PT9S");
  }

  @Test
  void findings_standAboveTheTree_escaped() {
    Overview overview =
        new Overview(
            2,
            2,
            Map.of("active", 2),
            List.of(),
            List.of(),
            List.of(List.of(node(1, "a\u001b", null), node(2, "b", null))),
            List.of(new Overview.Permits("cpu", 2, 1, 5)),
            List.of(
                new Overview.Queue("orders\u202e", 3, 9, 1, 0),
                new Overview.Queue("free", 0, null, 0, 2)));
    assertThat(screen.show(overview, 24, 200))
        .containsSequence(
            "cpu: 1 of 2 permits held, 5 wait",
            "'orders\\u202e': 3 of 9 elements, 1 producers and 0 consumers wait",
            "'free': 0 elements, 0 producers and 2 consumers wait",
            "waits in a circle: a\\u001b #1 → b #2 → a\\u001b #1");
  }

  /** A node of kind "more" has no id, and stands at the end of a large tree. */
  @Test
  void moreNodes_areNeverSelected() {
    Node more =
        new Node(
            0, null, "more", "7 more", "active", "", false, null, null, "", null, "", List.of());
    Node large = node(1, "shop", null, node(2, "new", 1_000L), more);
    assertThat(screen.show(overview(large, more), 24, 100))
        .element(1)
        .isEqualTo("  task 'shop' #1");
    for (int i = 0; i < 5; i++) {
      screen.press(WatchScreen.Key.DOWN);
    }
    assertThat(screen.show(overview(large, more), 24, 100))
        .filteredOn(line -> line.startsWith("> "))
        .containsExactly("> ├─ task 'new' #2, for PT1S");
  }

  @Test
  void manyQueues_leaveRoomForTheTree() {
    List<Overview.Queue> queues =
        IntStream.range(0, 30).mapToObj(i -> new Overview.Queue("q" + i, 0, null, 0, 0)).toList();
    Overview full =
        new Overview(3, 2, Map.of(), List.of(SHOP), List.of(), List.of(), List.of(), queues);
    assertThat(screen.show(full, 24, 200))
        .hasSizeLessThanOrEqualTo(24)
        .anyMatch(line -> line.endsWith("; and 23 more lines"))
        .anyMatch(line -> line.contains("task 'old'"))
        .last()
        .asString()
        .contains("q: quit");
  }
}
