package org.coroutines4j.samples.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
          none.txt          | there is no file none.txt
          .                 | . is a folder
          --size=-1         | '--size': must be a size above zero such as 1000, 500KB, 200MB or 2GB, but is '-1'
          --size=-200MB     | '--size': must be a size above zero
          --size=0          | '--size': must be a size above zero
          --size=0.1        | '--size': must be a size above zero
          --size=much       | '--size': must be a size above zero
          --size            | '--size' (SIZE)
          --size=99999999GB | there is no room for
          --workers=0       | '--workers': must be a number from 1 to 1000, but is '0'
          --workers=-4      | '--workers': must be a number from 1 to 1000, but is '-4'
          --top=-1          | '--top': must be a number from 0 to 1000000, but is '-1'
          --output=.        | '--output': . is a folder
          --output=no/words | there is no folder
          --nonsense        | '--nonsense'
          """)
  void nonsense_isNamed_exitsWith2(String argument, String message) {
    Program.Result result = Program.run(argument);

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).startsWith("pipeline: ").contains(message).endsWith("Try --help.\n");
    assertThat(result.out()).isEmpty();
  }

  @Test
  void sizeOfAFile_isRefused(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("text"), "a b");
    Program.Result result = Program.run("--size=2MB", file.toString());

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).contains("--size is for the generated file, and there is a FILE");
  }

  @Test
  void outputThatIsTheInput_isRefusedAndKept(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("text"), "a b");
    Program.Result result = Program.run("--output=" + folder + "/./text", file.toString());

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).contains("--output is the FILE to be read");
    assertThat(file).hasContent("a b");
  }

  @Test
  void help_exitsWith0() {
    Program.Result result = Program.run("--help");

    assertThat(result.exitCode()).isZero();
    assertThat(result.out()).startsWith("Usage: pipeline").contains("--size", "--output");
  }

  @ParameterizedTest
  @CsvSource({"1000, 1000", "500KB, 500000", "0.5 MB, 500000", "2g, 2000000000", "7B, 7"})
  void sizes_asPeopleWriteThem(String text, long bytes) {
    assertThat(Sizes.parse(text)).isEqualTo(bytes);
  }
}
