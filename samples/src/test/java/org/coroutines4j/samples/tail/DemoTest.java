package org.coroutines4j.samples.tail;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.coroutines4j.samples.terminal.Commands;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Without files the program grows some, and finds out whether it has missed anything. */
class DemoTest {
  @TempDir private Path folder;
  private DemoFile demo;

  @BeforeEach
  void create() throws IOException {
    demo = new DemoFile(folder.resolve("log"), 1);
  }

  private static Tally.Count count(long lines, long matches) {
    return new Tally.Count(lines, matches);
  }

  @Test
  void run_countsAll_andDeletesTheFiles() {
    Commands.Result result = Commands.run(Main::new, "--seconds=1", "--grep=ERROR über");

    assertThat(result.exitCode()).as(result.out()).isZero();
    assertThat(result.out()).contains("busy.log\n", "calm.log\n").contains("GOOD: every line");
    assertThat(result.out()).containsPattern(" [1-9][0-9,]* +[1-9][0-9,]*  .*busy.log");
    Matcher said = Pattern.compile("two files in (.+) for 1 s").matcher(result.err());
    assertThat(said.find()).isTrue();
    assertThat(Path.of(said.group(1))).doesNotExist();
  }

  @Test
  void allAsWritten_isNoComplaint() {
    demo.saw(List.of());
    assertThat(demo.complaint(count(0, 0), null)).isNull();
  }

  @Test
  void lostLine_isAComplaint() {
    demo.saw(List.of("0 INFO all is well", "2 INFO all is well"));
    assertThat(demo.complaint(count(2, 2), null))
        .isEqualTo("line 1 is '2 INFO all is well', should be '1 INFO all is well'");
  }

  @Test
  void lineSeenTwice_isAComplaint() {
    demo.saw(List.of("0 INFO all is well"));
    demo.saw(List.of("0 INFO all is well"));
    assertThat(demo.complaint(count(2, 2), null)).startsWith("line 1 is '0 INFO");
  }

  @Test
  void linesThatNobodyWrote_areAComplaint() {
    demo.saw(List.of("0 INFO all is well"));
    assertThat(demo.complaint(count(1, 0), Pattern.compile("ERROR")))
        .contains("Count[lines=1, matches=0] was counted, Count[lines=0, matches=0] was written");
  }
}
