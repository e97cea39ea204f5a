package org.coroutines4j.samples.tail;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BadArgumentsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          none.log       | there is no file none.log
          .              | . is a folder
          --grep=(       | '--grep': '(' is no regular expression: Unclosed group
          --grep         | '--grep' (REGEX)
          --seconds=0    | must be a number of seconds from 1 to 1000000, but is '0'
          --seconds=-1   | must be a number of seconds from 1 to 1000000, but is '-1'
          --seconds=1.5  | must be a number of seconds from 1 to 1000000, but is '1.5'
          --seconds=9999999999 | must be a number of seconds from 1 to 1000000
          --seconds=soon | must be a number of seconds from 1 to 1000000, but is 'soon'
          --all          | --all and --quiet are for FILEs, and there is none
          --quiet        | --all and --quiet are for FILEs, and there is none
          --nonsense     | '--nonsense'
          """)
  void nonsense_isNamed_exitsWith2(String argument, String message) {
    Program.Result result = Program.run(argument);

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).startsWith("tail: ").contains(message).endsWith("Try --help.\n");
    assertThat(result.out()).isEmpty();
  }

  @Test
  void help_exitsWith0() {
    Program.Result result = Program.run("--help");

    assertThat(result.exitCode()).isZero();
    assertThat(result.out()).startsWith("Usage: tail").contains("--grep", "--seconds", "FILE");
  }
}
