package org.coroutines4j.testing.kotlinx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.coroutines4j.testing.VirtualTime.runTest;

import java.util.List;
import org.coroutines4j.flow.AsyncFlow;
import org.coroutines4j.flow.Emitter;
import org.junit.jupiter.api.Test;

/** The cases of {@code TransformWhileTest} of kotlinx: values are transformed until a false. */
class TransformWhileTest extends OperatorCases {
  private static boolean letters(int value, Emitter<String> out) {
    switch (value) {
      case 0 -> out.emit("A");
      case 1 -> {}
      case 2 -> {
        out.emit("B");
        out.emit("C");
      }
      case 3 -> out.emit("D");
      default -> throw unreached();
    }
    return value != 3;
  }

  @Test
  void functionThatEmitsAnyNumber_isCalledUntilFalse() {
    runTest(
        test ->
            assertThat(AsyncFlow.range(0, 11).transformWhile(TransformWhileTest::letters).toList())
                .containsExactly("A", "B", "C", "D"));
  }

  @Test
  void functionThatReturnsFalse_cancelsUpstream() {
    logs(
        test ->
            withChild(1, 2, 3)
                .<Integer>transformWhile(
                    (value, out) -> {
                      out.emit(value);
                      return value < 2;
                    })
                .collect(value -> log.add("got " + value)),
        "got 1",
        "got 2",
        "child cancelled");
  }

  private record DownloadProgress(int percent) {
    boolean isDone() {
      return percent >= 100;
    }
  }

  @Test
  void progress_endsWithTheFirstValueThatIsDone() {
    List<DownloadProgress> source =
        List.of(
            new DownloadProgress(0),
            new DownloadProgress(50),
            new DownloadProgress(100),
            new DownloadProgress(147));
    runTest(
        test ->
            assertThat(
                    AsyncFlow.fromIterable(source)
                        .<DownloadProgress>transformWhile(
                            (progress, out) -> {
                              out.emit(progress);
                              return !progress.isDone();
                            })
                        .toList())
                .isEqualTo(source.subList(0, 3)));
  }
}
