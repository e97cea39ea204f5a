package org.coroutines4j.samples.tail;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lines come out whole, however the text is cut into pieces. */
class LineCutterTest {
  private final LineCutter cutter = new LineCutter();

  private void add(String text) {
    byte[] bytes = text.getBytes(UTF_8);
    cutter.add(bytes, bytes.length);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5, 7, 100})
  void piecesOfAnySize_giveTheSameLines(int size) {
    byte[] bytes = "größe\n\n€uro und 😀\r\nlast line\nrest".getBytes(UTF_8);
    List<String> lines = new ArrayList<>();
    for (int from = 0; from < bytes.length; from += size) {
      byte[] piece = Arrays.copyOfRange(bytes, from, Math.min(from + size, bytes.length));
      cutter.add(piece, piece.length);
      lines.addAll(cutter.takeLines());
    }
    assertThat(lines).containsExactly("größe", "", "€uro und 😀", "last line");
    cutter.end();
    assertThat(cutter.takeLines()).containsExactly("rest");
  }

  @Test
  void end_withoutARest_isNoLine() {
    add("one\n");
    cutter.end();
    assertThat(cutter.takeLines()).containsExactly("one");
    assertThat(cutter.takeLines()).isEmpty();
  }

  @Test
  void onlyTheGivenLength_isRead() {
    cutter.add("a\nb\nc\n".getBytes(UTF_8), 4);
    assertThat(cutter.takeLines()).containsExactly("a", "b");
  }

  @Test
  void lineThatDoesNotEnd_isCut() {
    add("x".repeat(LineCutter.LONGEST));
    assertThat(cutter.takeLines()).isEmpty();
    add("yz\n");
    assertThat(cutter.takeLines()).containsExactly("x".repeat(LineCutter.LONGEST), "yz");
  }

  @Test
  void longestLine_isOneLine() {
    add("x".repeat(LineCutter.LONGEST) + "\n");
    assertThat(cutter.takeLines()).containsExactly("x".repeat(LineCutter.LONGEST));
  }
}
