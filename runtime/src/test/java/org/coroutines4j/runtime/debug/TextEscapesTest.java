package org.coroutines4j.runtime.debug;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The names that users give to tasks are shown on one line. */
class TextEscapesTest {
  @ParameterizedTest
  @CsvSource({
    "10, \\n",
    "13, \\r",
    "9, \\t",
    "0, \\u0000",
    "27, \\u001b",
    "127, \\u007f",
    "133, \\u0085",
    "159, \\u009f",
    "8232, \\u2028",
    "8233, \\u2029",
    "55357, \\ud83d", // half of an emoji
    "56832, \\ude00",
    "56319, \\udbff",
  })
  void characterThatBreaksALine_isEscaped(int code, String escape) {
    char c = (char) code;
    assertThat(TextEscapes.inLine("" + c)).isEqualTo(escape);
    assertThat(TextEscapes.inLine(c + "b")).isEqualTo(escape + "b");
    assertThat(TextEscapes.inLine("a" + c)).isEqualTo("a" + escape);
    assertThat(TextEscapes.inLine("a" + c + "b" + c)).isEqualTo("a" + escape + "b" + escape);
    assertThat(TextEscapes.quoted("a" + c)).isEqualTo("'a" + escape + "'");
  }

  @Test
  void otherText_isTheSameObject() {
    String text = "a 'task' \\n \"\u00a0\u00e4\u4e16\ud83d\ude00\ud83d\ude00\"";
    assertThat(TextEscapes.inLine(text)).isSameAs(text);
  }

  @Test
  void everyPairOfCharacters_isWrittenInUtf8_onOneLine() throws CharacterCodingException {
    char[] some = {'a', '\n', '\ud83d', '\ude00', '\udbff', '\udc00', '\u0085', '\u2028', '\uffff'};
    for (char first : some) {
      for (char second : some) {
        for (char third : some) {
          String line = TextEscapes.inLine("" + first + second + third);
          assertThat(line.lines()).hasSize(1);
          assertThat(
                  StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(line)).hasRemaining())
              .isTrue();
        }
      }
    }
  }
}
