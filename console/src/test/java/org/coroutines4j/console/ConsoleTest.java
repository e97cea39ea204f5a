package org.coroutines4j.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Guards what the console shows of another JVM, and what it says if it cannot look into it. */
@Timeout(120)
class ConsoleTest {
  private static Ran untilOut(String part, String... args) throws InterruptedException {
    Ran ran = Ran.console(args);
    for (int i = 0; i < 100 && !ran.out().contains(part); i++) { // a task may just be starting
      Thread.sleep(50);
      ran = Ran.console(args);
    }
    assertThat(ran.out()).as(ran.err()).contains(part);
    return ran;
  }

  @Test
  void tree_showsTasks_whatTheyWaitFor_andTheirPermits() throws Exception {
    try (Target shop = Target.start(ShopProgram.class)) {
      Ran ran = untilOut("[for #", shop.pid());
      assertThat(ran.exitCode()).isZero();
      assertThat(ran.err()).isEmpty();
      assertThat(ran.out()).containsPattern("scope 'shop' #\\d+\n");
      assertThat(ran.out()).containsPattern("├─ task 'sleeper' #\\d+: waits(, for \\S+)?\n");
      assertThat(ran.out())
          .containsPattern("task 'waiter' #\\d+: waits(, for \\S+)? \\[for #\\d+]\n");
      assertThat(ran.out())
          .containsPattern(
              "task 'limited' #\\d+: waits(, for \\S+)? \\{released: cpu.limitedParallelism\\(1\\)}");
      assertThat(untilOut("waits in delay", "--stacks", shop.pid()).out())
          .contains("ShopProgram.java:");
    }
  }

  @Test
  void controlCharactersOfNames_areEscaped() throws Exception {
    try (Target shop = Target.start(ShopProgram.class)) {
      assertThat(Ran.console(shop.pid()).out())
          .contains("task 'evil\\u001b[2J\\u202e\\u000a<script>")
          .doesNotContain("\u001b", "\u202e");
    }
  }

  @Test
  void deepTree_isParsed() {
    String node =
        "{\"id\":1,\"kind\":\"task\",\"name\":\"n\",\"state\":\"active\",\"doing\":\"\",\"created\":\"\","
            + "\"children\":[";
    String json = "[" + node.repeat(200) + "]}".repeat(200) + "]";
    assertThat(new TreePrinter("", false, 200).lines(Node.parse(json))).hasSize(200);
  }

  @Test
  void filterAndDepth_limitTheTree() throws Exception {
    try (Target shop = Target.start(ShopProgram.class)) {
      assertThat(Ran.console("--filter", "SLEEP", shop.pid()).out())
          .contains("scope 'shop'", "task 'sleeper'")
          .doesNotContain("'waiter'");
      assertThat(Ran.console("--depth=1", shop.pid()).out())
          .contains("└─ 4 more below")
          .doesNotContain("'sleeper'");
    }
  }

  @Test
  void json_isThatOfTheLibrary() throws Exception {
    try (Target shop = Target.start(ShopProgram.class)) {
      List<Node> trees = Node.parse(Ran.console("--json", shop.pid()).out());
      assertThat(trees).extracting(Node::name).contains("shop");
    }
  }

  @Test
  void withoutPid_listsTheJvmsThatUseTheLibrary() throws Exception {
    try (Target shop = Target.start(ShopProgram.class);
        Target plain = Target.start(PlainProgram.class)) {
      assertThat(Ran.console().out().lines())
          .anyMatch(line -> line.startsWith(shop.pid() + " org.coroutines4j.console.Shop"))
          .noneMatch(line -> line.startsWith(plain.pid() + " "));
    }
  }

  /** A JVM that is stopped does not answer. */
  @Test
  void list_doesNotWaitForAJvmThatHangs() throws Exception {
    try (Target shop = Target.start(ShopProgram.class);
        Target stopped = Target.start(ShopProgram.class)) {
      assertThat(new ProcessBuilder("kill", "-STOP", stopped.pid()).start().waitFor()).isZero();
      List<String> lines = Ran.console().out().lines().toList();
      assertThat(lines).anyMatch(line -> line.startsWith(shop.pid() + " "));
      assertThat(lines)
          .anyMatch(
              line -> line.startsWith(stopped.pid() + " ") && line.endsWith(" (does not answer)"));
    }
  }

  @Test
  void jvmThatHasEnded_isReported() throws Exception {
    try (Target shop = Target.start(ShopProgram.class);
        TargetJvm jvm = Attachment.connect(shop.pid(), null)) {
      assertThat(jvm.tree(false)).contains("sleeper");
      shop.kill();
      assertThatThrownBy(() -> jvm.tree(false))
          .isInstanceOf(UnreachableException.class)
          .hasMessage("process " + shop.pid() + " has ended");
    }
  }

  @Test
  void processThatCannotBeLookedInto_isExplained() throws Exception {
    assertFails("there is no process 999999999", "999999999");
    assertFails("a process id is a positive number, but this is abc", "abc");
    String self = Long.toString(ProcessHandle.current().pid());
    assertFails("process " + self + " is this console", self);
    Process sleep = new ProcessBuilder("sleep", "60").start();
    try {
      assertFails("is no JVM that can be attached to", Long.toString(sleep.pid()));
    } finally {
      sleep.destroyForcibly();
    }
  }

  /** The library is on its class path, as on that of these tests, but it has opened no scope. */
  @Test
  void jvmWithoutTasks_showsAnEmptyTree() throws Exception {
    try (Target plain = Target.start(PlainProgram.class)) {
      assertThat(Ran.console(plain.pid())).isEqualTo(new Ran(0, "", ""));
    }
  }

  private static void assertFails(String message, String... args) {
    Ran ran = Ran.console(args);
    assertThat(ran.exitCode()).isEqualTo(1);
    assertThat(ran.err()).startsWith("coroutines4j-console: ").contains(message);
    assertThat(ran.out()).isEmpty();
  }

  @Test
  void badOption_isNamed() {
    assertThat(Ran.console("--depth=0", "1").err())
        .contains("--depth must be at least 1, but is 0");
    assertThat(Ran.console("--port=70000", "1").err())
        .contains("--port must be from 0 to 65535, but is 70000");
    assertThat(Ran.console("--json", "--web", "1").exitCode()).isEqualTo(2);
  }
}
