package org.coroutines4j.samples.pipeline;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.coroutines4j.samples.terminal.Commands;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("full")
class OwnFileTest {
  @TempDir private Path folder;
  private Path file;

  @BeforeEach
  void nameFile() {
    file = folder.resolve("text");
  }

  private Commands.Result count(String... options) {
    String[] args = new String[options.length + 1];
    args[0] = file.toString();
    System.arraycopy(options, 0, args, 1, options.length);
    return Commands.run(Main::new, args);
  }

  @Test
  void output_hasAllWords_mostFrequentFirst() throws IOException {
    Files.writeString(file, "to be or NOT to Be,\r\nthat's 1 Frage: où, où?\n\n\tTo");
    Path output = folder.resolve("words");
    Commands.Result result = count("--top=2", "--output", output.toString());

    assertThat(result.exitCode()).isZero();
    assertThat(Files.readString(output))
        .isEqualTo("3\tto\n2\tbe\n2\toù\n1\t1\n1\tfrage\n1\tnot\n1\tor\n1\ts\n1\tthat\n");
    assertThat(result.out())
        .startsWith("          COUNT  WORD\n              3  to\n              2  be\n\n")
        .contains("13 words, 9 different ones, in 0.0 MB.");
  }

  @Test
  void emptyFile_hasNoWords() throws IOException {
    Files.writeString(file, "");
    Commands.Result result = count();

    assertThat(result.exitCode()).isZero();
    assertThat(result.out()).contains("0 words, 0 different ones").contains("GOOD");
  }

  @Test
  void bytesThatAreNoUtf8_areCountedAsThePlainLoopDoes() throws IOException {
    Files.writeString(
        file, "\u00ff\u00fe a\u00e2 \u00e2\u0082 b \u00c3 c\u00e9d \u00f0", ISO_8859_1);

    assertThat(count().exitCode()).isZero();
  }

  @Test
  void lineLongerThanBlocks_isCutBetweenWords() throws IOException {
    Files.writeString(file, "word ".repeat(200_000));
    Commands.Result result = count();

    assertThat(result.exitCode()).isZero();
    assertThat(result.out()).contains("        200,000  word\n");
  }

  @Test
  void wordThatDoesNotEnd_isNoText_exitsWith2() throws IOException {
    Files.writeString(file, "a ".repeat(100_000) + "x".repeat(1_000_000));
    Commands.Result result = count();

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err())
        .contains("pipeline: " + file + " is no text: there is a word of more than 65536 bytes");
    assertThat(result.out()).isEmpty();
  }

  @Test
  void fileThatGrowsBeforeTheCheck_countsDiffer_exitsWith1() throws IOException {
    Files.writeString(file, "some words ".repeat(100_000));
    ByteArrayOutputStream growing =
        new ByteArrayOutputStream() {
          private boolean grown;

          @Override
          public synchronized void write(byte[] bytes, int from, int length) {
            super.write(bytes, from, length);
            if (!grown && toString(ISO_8859_1).contains("check: ")) {
              grown = true;
              append(" unheard of words");
            }
          }
        };
    Commands.Result result = Commands.run(Main::new, growing, 0, file.toString());

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.out())
        .endsWith(
            "BAD: the counts of 3 words are not those of a plain loop; 'of' is 0, should be 1.\n");
  }

  private void append(String text) {
    try {
      Files.writeString(file, text, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
