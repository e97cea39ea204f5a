package org.coroutines4j.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.StringReader;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Guards that decoded text and lines are those of the JDK's readers, wherever chunks end. */
class TextFuzzTest {
  private static final int ROUNDS = 300;

  private final Random random = new Random(7);

  private ByteFlow cut(byte[] bytes) {
    List<byte[]> chunks = new ArrayList<>();
    for (int at = 0; at < bytes.length; ) {
      int end = Math.min(bytes.length, at + 1 + random.nextInt(3));
      chunks.add(Arrays.copyOfRange(bytes, at, end));
      at = end;
    }
    return ByteFlow.of(AsyncFlow.fromIterable(chunks));
  }

  private static String read(byte[] bytes, Charset charset) throws IOException {
    StringBuilder text = new StringBuilder();
    try (Reader reader = new InputStreamReader(new ByteArrayInputStream(bytes), charset)) {
      for (int c = reader.read(); c >= 0; c = reader.read()) {
        text.append((char) c);
      }
    }
    return text.toString();
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-8", "UTF-16", "UTF-16LE", "UTF-32", "US-ASCII", "ISO-8859-1"})
  void randomBytes_areDecodedAsAReaderDoes(String name) throws IOException {
    Charset charset = Charset.forName(name);
    for (int round = 0; round < ROUNDS; round++) {
      byte[] bytes = new byte[random.nextInt(24)];
      random.nextBytes(bytes);
      String decoded = String.join("", cut(bytes).decode(charset).toList());
      assertThat(decoded).as(Arrays.toString(bytes)).isEqualTo(read(bytes, charset));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-8", "UTF-16", "UTF-32", "US-ASCII", "ISO-8859-1", "ISO-2022-JP"})
  void textInParts_isEncodedAsTheWhole(String name) {
    Charset charset = Charset.forName(name);
    String characters = "a\u00e9\u6f22\u3042\ud83d\ude00\n";
    for (int round = 0; round < ROUNDS; round++) {
      List<String> parts = new ArrayList<>();
      for (int i = random.nextInt(9); i > 0; i--) {
        int from = random.nextInt(characters.length());
        parts.add(characters.substring(from, from + random.nextInt(characters.length() - from)));
      }
      byte[] whole = String.join("", parts).getBytes(charset);
      ByteArrayOutputStream encoded = new ByteArrayOutputStream();
      ByteFlow.ofText(AsyncFlow.fromIterable(parts), charset).writeTo(encoded);
      assertThat(encoded.toByteArray()).as(parts.toString()).isEqualTo(whole);
    }
  }

  @Test
  void lines_areThoseOfABufferedReader() {
    for (int round = 0; round < ROUNDS; round++) {
      StringBuilder text = new StringBuilder();
      for (int i = random.nextInt(12); i > 0; i--) {
        text.append("a\r\nb\n\r".charAt(random.nextInt(6)));
      }
      String whole = text.toString();
      List<String> expected = new BufferedReader(new StringReader(whole)).lines().toList();
      assertThat(cut(whole.getBytes(java.nio.charset.StandardCharsets.UTF_8)).lines().toList())
          .isEqualTo(expected);
      assertThat(AsyncFlow.fromReader(() -> new StringReader(whole)).toList()).isEqualTo(expected);
    }
  }
}
