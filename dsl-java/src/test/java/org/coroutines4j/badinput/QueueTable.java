package org.coroutines4j.badinput;

import static org.assertj.core.api.Assertions.assertThat;
import static org.coroutines4j.badinput.Goods.STRAY;

import java.time.Duration;
import java.util.Comparator;
import java.util.NoSuchElementException;
import org.coroutines4j.channels.AsyncQueue;
import org.coroutines4j.channels.QueueShutdownException;
import org.coroutines4j.function.ThrowingFunction;

/** {@link AsyncQueue}, while it is open and after its end. */
final class QueueTable extends Table {
  QueueTable() {
    bounded(method(AsyncQueue.class, "fifo", int.class), AsyncQueue::fifo, "fifo()");
    bounded(method(AsyncQueue.class, "lifo", int.class), AsyncQueue::lifo, "lifo()");
    bounded(method(AsyncQueue.class, "priority", int.class), AsyncQueue::priority, "priority()");
    bounded(
            method(AsyncQueue.class, "priority", int.class, Comparator.class),
            capacity -> AsyncQueue.priority(capacity, Comparator.reverseOrder()),
            "priority(comparator)")
        .nulls("order", w -> AsyncQueue.<String>priority(1, null));
    cannotFail(AsyncQueue.class, "fifo", "lifo", "priority");
    method(AsyncQueue.class, "priority", Comparator.class)
        .nulls("order", w -> AsyncQueue.<String>priority(null))
        .accepts(
            "order: no limit",
            w ->
                assertThat(holdsTwo(AsyncQueue.<String>priority(Comparator.reverseOrder())))
                    .isTrue());
    putting();
    getting();
    counting();
    constructor(QueueShutdownException.class).cannotFail("no argument");
    cannotFail(AsyncQueue.class, "size", "isEmpty", "isFull");
  }

  private static Member bounded(
      Member member, ThrowingFunction<Integer, AsyncQueue<String>> maker, String unboundedForm) {
    String rule = "capacity must be at least 1";
    String advice = "Use AsyncQueue." + unboundedForm + " for a queue without a limit.";
    return member
        .rejects("capacity -1", w -> maker.apply(-1), rule, "-1", advice)
        .rejects("capacity MIN_VALUE", w -> maker.apply(Integer.MIN_VALUE), rule, advice)
        .rejects("capacity 0", w -> maker.apply(0), rule, "but was 0. ", advice)
        .accepts("capacity 1", w -> assertThat(holdsTwo(maker.apply(1))).isFalse())
        .accepts(
            "capacity MAX_VALUE",
            w -> assertThat(holdsTwo(maker.apply(Integer.MAX_VALUE))).isTrue());
  }

  private static boolean holdsTwo(AsyncQueue<String> queue) {
    return queue.tryPut("a") && queue.tryPut("b");
  }

  private void putting() {
    method(AsyncQueue.class, "put", Object.class)
        .nulls("item", w -> w.goods.emptyQueue.put(null))
        .throwing(
            "after shutdown",
            QueueShutdownException.class,
            w -> Goods.shutDown().put(STRAY),
            "the queue has been shut down")
        .waits(w -> w.goods.fullQueue.put(STRAY))
        .waits(w -> w.goods.emptyQueue.put(STRAY))
        .waits(w -> Goods.shutDown().put(STRAY));
    method(AsyncQueue.class, "tryPut", Object.class)
        .nulls("item", w -> w.goods.emptyQueue.tryPut(null))
        .throwing(
            "after shutdown",
            QueueShutdownException.class,
            w -> Goods.shutDown().tryPut(STRAY),
            "the queue has been shut down")
        .worksEverywhere(w -> assertThat(w.goods.fullQueue.tryPut(STRAY)).isFalse());
    method(AsyncQueue.class, "tryPut", Object.class, Duration.class)
        .nulls("item", w -> w.goods.emptyQueue.tryPut(null, World.LONG))
        .nulls("timeout", w -> w.goods.emptyQueue.tryPut(STRAY, null))
        .throwing(
            "after shutdown",
            QueueShutdownException.class,
            w -> Goods.shutDown().tryPut(STRAY, World.LONG),
            "the queue has been shut down")
        .throwing(
            "timeout zero after shutdown",
            QueueShutdownException.class,
            w -> Goods.shutDown().tryPut(STRAY, Duration.ZERO),
            "the queue has been shut down")
        .accepts(
            "timeout zero: does not wait",
            w -> assertThat(w.goods.fullQueue.tryPut(STRAY, Duration.ZERO)).isFalse())
        .accepts(
            "timeout negative: does not wait",
            w -> assertThat(w.goods.fullQueue.tryPut(STRAY, World.NEGATIVE)).isFalse())
        .accepts(
            "timeout too large: is none",
            w -> TimeTable.timesOut(() -> w.goods.fullQueue.tryPut(STRAY, World.FOR_EVER)))
        .waits(w -> w.goods.fullQueue.tryPut(STRAY, World.LONG))
        .waits(w -> w.goods.emptyQueue.tryPut(STRAY, World.LONG))
        .waits(w -> w.goods.emptyQueue.tryPut(STRAY, Duration.ZERO));
  }

  private void getting() {
    method(AsyncQueue.class, "get")
        .throwing(
            "after shutdown",
            QueueShutdownException.class,
            w -> Goods.shutDown().get(),
            "the queue has been shut down")
        .waits(w -> w.goods.emptyQueue.get())
        .waits(w -> w.goods.fullQueue.get())
        .waits(w -> Goods.shutDown().get());
    method(AsyncQueue.class, "tryGet")
        .throwing(
            "after shutdown",
            QueueShutdownException.class,
            w -> Goods.shutDown().tryGet(),
            "the queue has been shut down")
        .worksEverywhere(w -> assertThat(w.goods.emptyQueue.tryGet()).isEmpty());
    method(AsyncQueue.class, "tryGet", Duration.class)
        .nulls("timeout", w -> w.goods.fullQueue.tryGet(null))
        .throwing(
            "after shutdown",
            QueueShutdownException.class,
            w -> Goods.shutDown().tryGet(World.LONG),
            "the queue has been shut down")
        .accepts(
            "timeout zero: does not wait",
            w -> assertThat(w.goods.emptyQueue.tryGet(Duration.ZERO)).isEmpty())
        .accepts(
            "timeout negative: does not wait",
            w -> assertThat(w.goods.emptyQueue.tryGet(World.NEGATIVE)).isEmpty())
        .accepts(
            "timeout too large: is none",
            w -> TimeTable.timesOut(() -> w.goods.emptyQueue.tryGet(World.FOR_EVER)))
        .waits(w -> w.goods.emptyQueue.tryGet(World.LONG))
        .waits(w -> w.goods.fullQueue.tryGet(World.LONG))
        .waits(w -> w.goods.fullQueue.tryGet(Duration.ZERO));
    method(AsyncQueue.class, "iterator")
        .throwing(
            "next after shutdown",
            NoSuchElementException.class,
            w -> Goods.shutDown().iterator().next(),
            "has ended")
        .waits(w -> assertThat(w.goods.emptyQueue.iterator().hasNext()).isTrue())
        .waits(w -> assertThat(w.goods.fullQueue.iterator().hasNext()).isTrue())
        .waits(w -> w.goods.fullQueue.iterator().next());
  }

  private void counting() {
    method(AsyncQueue.class, "taskDone")
        .refuses(
            "of a new queue",
            w -> w.goods.emptyQueue.taskDone(),
            "taskDone() was called more often than items were put")
        .refuses("after shutdownNow", QueueTable::doneAfterDrop, "taskDone() was called more")
        .worksEverywhere(QueueTable::putAndDone);
    method(AsyncQueue.class, "join")
        .accepts("after shutdown", w -> Goods.shutDown().join())
        .waits(w -> w.goods.fullQueue.join())
        .waits(w -> w.goods.emptyQueue.join());
    method(AsyncQueue.class, "shutdown")
        .accepts("twice", w -> Goods.shutDown().shutdown())
        .worksEverywhere(w -> Goods.shutDown());
    method(AsyncQueue.class, "shutdownNow")
        .accepts("twice", w -> dropped().shutdownNow())
        .worksEverywhere(w -> dropped());
  }

  /** A queue of which an item was dropped. */
  private static AsyncQueue<String> dropped() {
    AsyncQueue<String> queue = AsyncQueue.fifo(1);
    queue.tryPut("dropped");
    queue.shutdownNow();
    assertThat(queue.isEmpty()).isTrue();
    return queue;
  }

  private static void doneAfterDrop(World w) {
    AsyncQueue<String> queue = dropped();
    queue.join();
    queue.taskDone();
  }

  private static void putAndDone(World w) {
    AsyncQueue<String> queue = AsyncQueue.fifo(1);
    assertThat(queue.tryPut("good")).isTrue();
    queue.taskDone();
  }
}
