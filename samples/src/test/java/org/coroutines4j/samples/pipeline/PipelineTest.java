package org.coroutines4j.samples.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import org.coroutines4j.Async;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The stages and the channels between them. */
class PipelineTest {
  private static final int BLOCK = 16_000;

  @TempDir private Path folder;

  private Path text(long size) throws IOException {
    Path file = folder.resolve("text");
    new TextGenerator().write(file, size, progress -> {});
    return file;
  }

  @Tag("full")
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 16, 61, 1_000, 30_000})
  void blocksOfAnySize_countsAgree(int blockSize) throws IOException {
    Path file = text(20_000);
    Pipeline pipeline = new Pipeline(file, new Plan(blockSize, 50, 1, 3), progress -> {});

    assertThat(pipeline.countWords().toMap()).isEqualTo(PlainCount.of(file, progress -> {}));
    assertThat(pipeline.inFlight().now()).isZero();
  }

  @ParameterizedTest
  @CsvSource({"0, 4", "5, 1"})
  void slowWriter_boundsWhatIsInFlight(int blocksBetween, int workers) throws IOException {
    Path file = text(2_000_000);
    Plan plan = new Plan(BLOCK, 1_000, blocksBetween, workers);
    long full = (long) (plan.mostBlocks() - 1) * BLOCK;
    AtomicBoolean wasFull = new AtomicBoolean();
    Pipeline[] made = new Pipeline[1];
    made[0] =
        new Pipeline(
            file,
            plan,
            done -> { // the writer goes on when all in front of it is full, or has been read
              while (made[0].inFlight().now() < Math.min(full, 2_000_000 - done)) {
                Async.yieldNow();
              }
              wasFull.compareAndSet(false, made[0].inFlight().now() >= full);
            });

    assertThat(made[0].countWords().toMap()).isEqualTo(PlainCount.of(file, progress -> {}));
    assertThat(wasFull).isTrue();
    assertThat(made[0].inFlight().most()).isBetween(full, plan.mostBytesInFlight());
  }

  @Test
  void readerFails_itsFailureComesOut() {
    Pipeline pipeline = new Pipeline(folder, Plan.of(4), progress -> {});

    assertThatThrownBy(pipeline::countWords)
        .isInstanceOf(UncheckedIOException.class)
        .hasCauseInstanceOf(IOException.class)
        .hasMessageContaining("Is a directory");
  }

  @Test
  void writerFails_stagesBeforeItAreStopped() throws IOException {
    Path file = text(2_000_000);
    IllegalStateException failure = new IllegalStateException("no room");
    Pipeline pipeline =
        new Pipeline(
            file,
            new Plan(BLOCK, 1_000, 1, 4),
            done -> {
              throw failure;
            });

    assertThatThrownBy(pipeline::countWords).isSameAs(failure);
    assertThat(pipeline.inFlight().most()).isLessThan(Files.size(file));
  }
}
