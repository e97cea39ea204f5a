package org.coroutines4j.guide.marbles;

import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.coroutines4j.Async.delay;
import static org.coroutines4j.testing.VirtualTime.runTest;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.coroutines4j.flow.AsyncFlow;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Guards that the marble diagrams of the guide show what the operators do. With {@code
 * -Dcoroutines4j.docs.update=true} it writes them.
 */
class MarbleDiagramsTest {
  private static final Path FOLDER = Path.of("..", "docs", "marbles");
  private static final long[] PAUSES = {20, 20, 60, 20, 20, 20, 120, 30};

  /**
   * A diagram.
   *
   * @param name the name of its file
   * @param call the operator as it is written on the picture
   */
  record Case(String name, String call, UnaryOperator<AsyncFlow<Object>> operator) {}

  static Stream<Case> cases() {
    return Stream.of(
        new Case("debounce", "debounce(ofMillis(40))", flow -> flow.debounce(ofMillis(40))),
        new Case("sample", "sample(ofMillis(80))", flow -> flow.sample(ofMillis(80))),
        new Case("throttle", "throttle(ofMillis(40))", flow -> flow.throttle(ofMillis(40))),
        new Case(
            "throttle-per", "throttle(2, ofMillis(100))", flow -> flow.throttle(2, ofMillis(100))),
        new Case(
            "chunked-within",
            "chunkedWithin(3, ofMillis(80))",
            flow -> flow.chunkedWithin(3, ofMillis(80)).map(list -> list)),
        new Case("timeout", "timeout(ofMillis(100))", flow -> flow.timeout(ofMillis(100))));
  }

  private static AsyncFlow<Object> source() {
    return AsyncFlow.generate(
        out -> {
          for (int i = 0; i < PAUSES.length; i++) {
            delay(ofMillis(PAUSES[i]));
            out.emit(i + 1);
          }
          delay(ofMillis(30));
        });
  }

  @ParameterizedTest
  @MethodSource("cases")
  void picture_showsWhatTheOperatorDoes(Case diagram) {
    runTest(
        test -> {
          Timeline before = Timeline.of(source(), test);
          Timeline after = Timeline.of(diagram.operator().apply(source()), test);
          String svg = new MarbleDiagram(diagram.call(), before, after).svg();
          Path file = FOLDER.resolve(diagram.name() + ".svg");
          if (Boolean.getBoolean("coroutines4j.docs.update")) {
            Files.createDirectories(FOLDER);
            Files.writeString(file, svg);
          }
          assertThat(after.marbles()).isNotEmpty();
          assertThat(svg).isEqualTo(Files.readString(file));
        });
  }
}
