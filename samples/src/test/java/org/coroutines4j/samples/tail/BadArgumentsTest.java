package org.coroutines4j.samples.tail;

import static org.assertj.core.api.Assertions.assertThat;

import org.coroutines4j.samples.terminal.Commands;
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
          none.log       | none.log is not a readable file
          .              | . is not a readable file
          --grep=(       | '--grep': cannot convert '(' to Pattern
          --grep         | '--grep' (REGEX)
          --seconds=0    | --seconds must be from 1 to 1000000, but is 0
          --seconds=1.5  | '--seconds': '1.5' is not an int
          --all          | --all and --quiet are for FILEs, and there is none
          --quiet        | --all and --quiet are for FILEs, and there is none
          --nonsense     | '--nonsense'
          """)
  void nonsense_isNamed_exitsWith2(String argument, String message) {
    Commands.Result result = Commands.run(Main::new, argument);

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).startsWith("tail: ").contains(message).endsWith("Try --help.\n");
    assertThat(result.err().lines()).hasSize(2);
    assertThat(result.out()).isEmpty();
  }

  @Test
  void help_exitsWith0() {
    Commands.Result result = Commands.run(Main::new, "--help");

    assertThat(result.exitCode()).isZero();
    assertThat(result.out()).startsWith("Usage: tail").contains("--grep", "--seconds", "FILE");
  }
}
