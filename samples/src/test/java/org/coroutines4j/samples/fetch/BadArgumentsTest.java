package org.coroutines4j.samples.fetch;

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
          --concurrency=0     | --concurrency must be from 1 to 100000, but is 0
          --concurrency=many  | '--concurrency': 'many' is not an int
          -c=99999999999      | '--concurrency': '99999999999' is not an int
          --retries=-1        | --retries must be from 0 to 1000, but is -1
          --timeout=-1        | --timeout must be above 0, but is -1.0
          --timeout=0         | --timeout must be above 0
          --timeout=1e-10     | --timeout must be above 0
          --timeout=NaN       | --timeout must be above 0
          --timeout=2s        | '--timeout': '2s' is not a double
          --timeout           | '--timeout' (SECONDS)
          --file=none.txt     | none.txt is not a readable file
          --file=.            | . is not a readable file
          --nonsense          | '--nonsense'
          example.com         | 'example.com' cannot be fetched: URI with undefined scheme
          ftp://example.com/  | 'ftp://example.com/' cannot be fetched: invalid URI scheme ftp
          http:///page        | 'http:///page' cannot be fetched
          http://[::1         | 'http://[::1' cannot be fetched
          http://a%           | 'http://a%' cannot be fetched
          """)
  void nonsense_isNamed_exitsWith2(String argument, String message) {
    Commands.Result result = Commands.run(Main::new, argument);

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).startsWith("fetch: ").contains(message).endsWith("Try --help.\n");
    assertThat(result.out()).isEmpty();
  }

  @Test
  void oneBadUrlAmongGood_nothingIsFetched() {
    Commands.Result result = Commands.run(Main::new, "http://localhost/", "localhost");

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.out()).isEmpty();
  }

  @Test
  void badLineInFile_isNamed(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("urls"), "# first\nhttp://localhost/\nlocalhost");
    Commands.Result result = Commands.run(Main::new, "--file", file.toString());

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).contains("'localhost' cannot be fetched");
  }

  @Test
  void fileWithoutUrl_exitsWith2(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("urls"), "# nothing\n\n");
    Commands.Result result = Commands.run(Main::new, "--file", file.toString());

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).contains("no URL in file " + file);
  }

  @Test
  void fileThatIsNotText_exitsWith2(@TempDir Path folder) throws IOException {
    Path file = Files.write(folder.resolve("urls"), new byte[] {(byte) 0xff, (byte) 0xfe});
    Commands.Result result = Commands.run(Main::new, "--file", file.toString());

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).startsWith("fetch: java.nio.charset.MalformedInputException");
  }

  @Test
  void help_exitsWith0() {
    Commands.Result result = Commands.run(Main::new, "--help");

    assertThat(result.exitCode()).isZero();
    assertThat(result.out()).startsWith("Usage: fetch").contains("--concurrency", "--json");
    assertThat(result.out()).contains("it starts itself.\nSome of these pages are slow,");
  }
}
