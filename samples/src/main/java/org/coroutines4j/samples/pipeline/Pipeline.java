package org.coroutines4j.samples.pipeline;

import static org.coroutines4j.Async.taskScope;

import java.nio.file.Path;
import java.util.function.LongConsumer;
import org.coroutines4j.Dispatchers;
import org.coroutines4j.TaskScope;
import org.coroutines4j.channels.Channel;
import org.coroutines4j.channels.ReceiveChannel;
import org.coroutines4j.channels.SendChannel;
import org.coroutines4j.function.ThrowingConsumer;

/**
 * Reader → cutter → workers → writer, with a bounded channel between two of them: a stage that is
 * slower than the one before makes it wait, and so in the end the reader. Therefore the text in
 * memory is never more than {@link Plan#mostBytesInFlight}, however large the file is.
 *
 * <p>What goes through the channels is blocks of some hundred kilobytes, not lines: 200 MB are 800
 * blocks, so that the channels cost nothing beside the counting. Workers send the counts of each
 * block on to the writer instead of keeping counts of their own to be merged at the end: then the
 * result has one owner and grows block by block, the progress shown is what is really done, and a
 * slow writer holds up the workers. Merging costs little, as a block has far fewer different words
 * than words. Buffers and tables are used again, so that there is hardly any garbage.
 *
 * <p>If a stage fails, or Ctrl-C is pressed, the scope cancels all of them.
 */
final class Pipeline {
  private final Path file;
  private final Plan plan;
  private final LongConsumer onProgress;
  private final InFlight inFlight = new InFlight();
  private final Spare<byte[]> spareBuffers;
  private final Spare<WordTable> spareTables;

  /** {@code onProgress} is told by the writer how many bytes have been counted. */
  Pipeline(Path file, Plan plan, LongConsumer onProgress) {
    this.file = file;
    this.plan = plan;
    this.onProgress = onProgress;
    int buffer = plan.longestWord() + plan.blockSize();
    this.spareBuffers = new Spare<>(plan.mostBlocks(), () -> new byte[buffer]);
    this.spareTables = new Spare<>(plan.mostBlocks(), WordTable::new);
  }

  InFlight inFlight() {
    return inFlight;
  }

  /** Returns how often each word occurs, when the whole file has been read. */
  WordTable countWords() {
    return taskScope().named("pipeline").call(this::countWords);
  }

  private WordTable countWords(TaskScope scope) {
    BlockReader reader = new BlockReader(file, plan.blockSize(), spareBuffers, inFlight);
    ReceiveChannel<Block> read = stage(scope, "reader", reader::sendTo);
    BlockCutter cutter = new BlockCutter(file);
    ReceiveChannel<Block> cut = stage(scope, "cutter", out -> cutter.cut(read, out));
    ReceiveChannel<Counted> counted = stage(scope, "workers", out -> work(cut, out));
    return write(counted);
  }

  private <T> ReceiveChannel<T> stage(
      TaskScope scope, String name, ThrowingConsumer<SendChannel<T>> body) {
    return Channel.produce(scope.named(name), plan.blocksBetween(), body);
  }

  /** Ends when all workers have; the channel that they share is closed after that. */
  private void work(ReceiveChannel<Block> in, SendChannel<Counted> out) {
    taskScope()
        .on(Dispatchers.cpu())
        .run(
            scope -> {
              for (int worker = 1; worker <= plan.workers(); worker++) {
                scope.named("worker " + worker).launch(() -> countBlocks(in, out));
              }
            });
  }

  private void countBlocks(ReceiveChannel<Block> in, SendChannel<Counted> out) {
    for (Block block : in) {
      WordTable words = spareTables.take();
      words.addAll(block);
      spareBuffers.giveBack(block.bytes()); // also the last one, which is shorter: no more are read
      out.send(new Counted(words, block.length()));
    }
  }

  private WordTable write(ReceiveChannel<Counted> counted) {
    WordTable total = new WordTable();
    long done = 0;
    for (Counted next : counted) {
      total.addAll(next.words());
      next.words().clear();
      spareTables.giveBack(next.words());
      done += next.length();
      onProgress.accept(done);
      inFlight.done(next.length());
    }
    return total;
  }
}
