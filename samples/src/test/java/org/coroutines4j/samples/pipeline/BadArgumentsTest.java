package org.coroutines4j.samples.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.coroutines4j.samples.terminal.Commands;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BadArgumentsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          none.txt          | none.txt is not a readable file
          .                 | . is not a readable file
          --size=-1         | --size must be from 1 to 1000000000, but is -1
          --size=0          | --size must be from 1 to 1000000000, but is 0
          --size=2GB        | '--size': '2GB' is not a long
          --size            | '--size' (MB)
          --size=1000000000 | there is no room for
          --workers=0       | --workers must be from 1 to 1000, but is 0
          --top=-1          | --top must be from 0 to 1000000, but is -1
          --output=.        | . is not a writable file
          --output=no/words | no/words is not a writable file
          --nonsense        | '--nonsense'
          """)
  void nonsense_isNamed_exitsWith2(String argument, String message) {
    Commands.Result result = Commands.run(Main::new, argument);

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).startsWith("pipeline: ").contains(message).endsWith("Try --help.\n");
    assertThat(result.out()).isEmpty();
  }

  @Test
  void sizeOfAFile_isRefused(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("text"), "a b");
    Commands.Result result = Commands.run(Main::new, "--size=2", file.toString());

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).contains("--size is for the generated file, and there is a FILE");
  }

  @Test
  void outputThatIsTheInput_isRefusedAndKept(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("text"), "a b");
    Commands.Result result =
        Commands.run(Main::new, "--output=" + folder + "/./text", file.toString());

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).contains("--output is the FILE to be read");
    assertThat(file).hasContent("a b");
  }

  @Test
  void help_exitsWith0() {
    Commands.Result result = Commands.run(Main::new, "--help");

    assertThat(result.exitCode()).isZero();
    assertThat(result.out()).startsWith("Usage: pipeline").contains("--size", "--output");
  }
}
