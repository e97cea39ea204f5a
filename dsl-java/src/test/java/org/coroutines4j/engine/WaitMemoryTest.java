package org.coroutines4j.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.coroutines4j.testkit.ChildJvm;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Guards that a future that is never completed keeps nothing of the waits for it that have ended.
 */
@Tag("full")
@Tag("once")
@Timeout(90)
class WaitMemoryTest {
  /** Of a copy, the JDK itself keeps the copy, and how it ended. */
  @ParameterizedTest
  @CsvSource({
    "await of a copy, 150",
    "await of a stage, 15",
    "select, 15",
    "'select, a task', 15",
    "await of a task, 15",
    "future of a task, 15",
    "completed future of a task, 15",
    "loop that is left, 50",
    "failed async, 150" // a thousand are kept until they are handled
  })
  void waitThatIsOver_leavesNothingBehind(String wait, long bytes) throws Exception {
    ChildJvm.Result result = ChildJvm.run(60, List.of("-Xmx64m"), WaitsThatEnd.class, wait);
    List<String> lines = result.lines().stream().filter(line -> line.matches("-?\\d+")).toList();
    assertThat(lines).as("%s", result.lines()).hasSize(1);
    assertThat(Long.parseLong(lines.get(0))).as("bytes per wait").isLessThan(bytes);
  }
}
