package org.coroutines4j.samples.fetch;

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
          --concurrency=0     | '--concurrency': must be a number from 1 to 100000, but is '0'
          --concurrency=many  | '--concurrency': must be a number from 1 to 100000, but is 'many'
          -c=99999999999      | '--concurrency': must be a number from 1 to 100000
          --retries=-1        | '--retries': must be a number from 0 to 1000, but is '-1'
          --timeout=-1        | '--timeout': must be a time above zero
          --timeout=0         | '--timeout': must be a time above zero
          --timeout=0.0000001ms | '--timeout': must be a time above zero
          --timeout=NaN       | '--timeout': must be a time above zero
          --timeout           | '--timeout' (TIME)
          --file=none.txt     | there is no file none.txt
          --file=.            | cannot read file .
          --nonsense          | '--nonsense'
          example.com         | 'example.com' does not begin with http:// or https://
          ftp://example.com/  | does not begin with http:// or https://
          http:///page        | 'http:///page' names no host
          http://[::1         | 'http://[::1' is no URL
          http://a%           | 'http://a%' is no URL
          http://host:70000/  | has a port that cannot be
          """)
  void nonsense_isNamed_exitsWith2(String argument, String message) {
    Program.Result result = Program.run(argument);

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).startsWith("fetch: ").contains(message).endsWith("Try --help.\n");
    assertThat(result.out()).isEmpty();
  }

  @Test
  void oneBadUrlAmongGood_nothingIsFetched() {
    Program.Result result = Program.run("http://localhost/", "localhost");

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.out()).isEmpty();
  }

  @Test
  void badLineInFile_isNamed(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("urls"), "# first\nhttp://localhost/\nlocalhost");
    Program.Result result = Program.run("--file", file.toString());

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).contains(file + ", line 3: 'localhost' does not begin with");
  }

  @Test
  void fileWithoutUrl_exitsWith2(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("urls"), "# nothing\n\n");
    Program.Result result = Program.run("--file", file.toString());

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).contains("no URL in file " + file);
  }

  @Test
  void fileThatIsNotText_exitsWith2(@TempDir Path folder) throws IOException {
    Path file = Files.write(folder.resolve("urls"), new byte[] {(byte) 0xff, (byte) 0xfe});
    Program.Result result = Program.run("--file", file.toString());

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).contains("is not text in UTF-8");
  }

  @Test
  void help_exitsWith0() {
    Program.Result result = Program.run("--help");

    assertThat(result.exitCode()).isZero();
    assertThat(result.out()).startsWith("Usage: fetch").contains("--concurrency", "--json");
  }
}
