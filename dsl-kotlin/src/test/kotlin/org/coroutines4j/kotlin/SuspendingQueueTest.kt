package org.coroutines4j.kotlin

import java.util.concurrent.Callable
import java.util.concurrent.CompletableFuture
import java.util.concurrent.ConcurrentLinkedQueue
import java.util.concurrent.TimeUnit
import java.util.concurrent.atomic.AtomicInteger
import kotlinx.coroutines.CoroutineStart.UNDISPATCHED
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.async
import kotlinx.coroutines.cancelAndJoin
import kotlinx.coroutines.delay
import kotlinx.coroutines.joinAll
import kotlinx.coroutines.launch
import kotlinx.coroutines.selects.select
import org.assertj.core.api.Assertions.assertThat
import org.coroutines4j.Async
import org.coroutines4j.Async.supervisorScope
import org.coroutines4j.Async.taskScope
import org.coroutines4j.channels.AsyncQueue
import org.coroutines4j.channels.Channel
import org.coroutines4j.channels.QueueShutdownException
import org.coroutines4j.sync.AsyncEvent
import org.coroutines4j.testkit.Rounds
import org.coroutines4j.testkit.runBlocking
import org.junit.jupiter.api.Tag
import org.junit.jupiter.api.Test

/** Coroutines suspend for queues and select over what Java code has, and no item is lost. */
@Tag("stress")
class SuspendingQueueTest {
  private fun items(queue: AsyncQueue<Int>): List<Int> = generateSequence {
    queue.tryGet().orElse(null)
  }
    .toList()

  @Test
  fun items_passBetweenJavaCodeAndCoroutines_inOrder() {
    val queue = AsyncQueue.fifo<Int>(2)
    taskScope().run { scope ->
      val coroutines = scope.asCoroutineScope()
      coroutines.launch { for (i in 1..100) queue.putSuspending(i) }
      assertThat(List(100) { queue.get() }).isEqualTo((1..100).toList())
      val received = coroutines.async { List(100) { queue.getSuspending() } }
      for (i in 1..100) queue.put(i)
      assertThat(received.asTask().await()).isEqualTo((1..100).toList())
    }
  }

  @Test
  fun join_untilEachItemIsDone_suspends() {
    val queue = AsyncQueue.fifo<Int>(8)
    runBlocking {
      queue.joinSuspending()
      queue.putSuspending(1)
      val waiter = launch(start = UNDISPATCHED) { queue.joinSuspending() }
      assertThat(waiter.isActive).isTrue()
      queue.taskDone()
      waiter.join()
    }
  }

  @Test
  fun shutdown_releasesWaitersAndSelects() {
    val queue = AsyncQueue.fifo<Int>(1)
    val full = AsyncQueue.fifo<Int>(1).apply { put(1) }
    runBlocking {
      val failures =
        listOf<suspend () -> Any>(
            { queue.getSuspending() },
            { full.putSuspending(2) },
            { select<Int> { onReceive(queue) { it } } },
            { select<Int> { onSend(full, 2) { 2 } } },
          )
          .map { async(start = UNDISPATCHED) { runCatching { it() }.exceptionOrNull() } }
      queue.shutdown()
      full.shutdown()
      assertThat(failures.map { it.await() }).allSatisfy {
        assertThat(it).isInstanceOf(QueueShutdownException::class.java)
      }
    }
    assertThat(full.tryGet()).contains(1)
  }

  @Test
  fun getSuspending_cancelledAsAnItemComes_losesNone() {
    val queue = AsyncQueue.fifo<Int>(1)
    val rounds = Rounds.atLeast(50)
    runBlocking {
      while (rounds.next()) {
        val received = ConcurrentLinkedQueue<Int>()
        val getter = launch(Dispatchers.Default, UNDISPATCHED) { received += queue.getSuspending() }
        val putter = launch(Dispatchers.IO) { queue.putSuspending(7) }
        launch(Dispatchers.Default) { getter.cancel(null) }.join()
        joinAll(getter, putter)
        assertThat(received + items(queue)).containsExactly(7)
      }
    }
  }

  @Test
  fun putSuspending_cancelledAsThereIsRoom_putsOrDoesNot() {
    val queue = AsyncQueue.fifo<Int>(1)
    val rounds = Rounds.atLeast(50)
    runBlocking {
      while (rounds.next()) {
        queue.put(1)
        var put = 0
        val putter =
          launch(Dispatchers.Default, UNDISPATCHED) {
            queue.putSuspending(2)
            put++
          }
        val getter = launch(Dispatchers.IO) { assertThat(queue.getSuspending()).isEqualTo(1) }
        launch(Dispatchers.Default) { putter.cancel(null) }.join()
        joinAll(putter, getter)
        assertThat(items(queue)).hasSize(put)
        assertThat(queue.tryPut(3)).isTrue() // the room is there again
        assertThat(items(queue)).containsExactly(3)
      }
    }
  }

  /** Selects of both languages, waits and tries take from one queue; some are cancelled. */
  @Test
  fun ofManyItems_eachIsTakenOnce_byWhateverWay() {
    val rounds = Rounds.atLeast(5)
    while (rounds.next()) {
      val queue = AsyncQueue.fifo<Int>(3)
      val other = Channel.rendezvous<Int>()
      val taken = ConcurrentLinkedQueue<Int>()
      val next = AtomicInteger()
      runBlocking(Dispatchers.Default) {
        val takers =
          listOf<suspend () -> Unit>(
              { taken += queue.getSuspending() },
              { select<Unit> { onReceive(queue) { taken += it } } },
              {
                select<Unit> {
                  other.onReceive { error("nothing is sent") }
                  onReceive(queue) { taken += it }
                }
              },
            )
            .map { take -> launch { while (true) take() } }
        val javaTaker =
          launch(Dispatchers.IO) {
            taskScope().run {
              while (taken.size < 150) {
                Async.select()
                  .onReceive<Int, Unit>(queue) { taken += it }
                  .onTimeout(java.time.Duration.ofMillis(1)) {}
                  .await()
              }
            }
          }
        val putters =
          listOf<suspend () -> Unit>(
              { queue.putSuspending(next.getAndIncrement()) },
              { select<Unit> { onSend(queue, next.getAndIncrement()) {} } },
            )
            .map { put -> launch { repeat(100) { put() } } }
        while (taken.size < 50) kotlinx.coroutines.yield()
        takers[0].cancelAndJoin()
        while (taken.size < 100) kotlinx.coroutines.yield()
        takers[1].cancelAndJoin()
        joinAll(*putters.toTypedArray())
        while (taken.size < 150) kotlinx.coroutines.yield()
        javaTaker.join()
        takers[2].cancelAndJoin()
      }
      assertThat(taken + items(queue)).containsExactlyInAnyOrderElementsOf(0..199)
      assertThat(queue.isEmpty).isTrue()
    }
  }

  @Test
  fun select_thatIsCancelledAsAnItemComes_losesNone() {
    val rounds = Rounds.atLeast(50)
    runBlocking {
      while (rounds.next()) {
        val queue = AsyncQueue.fifo<Int>(1)
        val received = ConcurrentLinkedQueue<Int>()
        val getter =
          launch(Dispatchers.Default, UNDISPATCHED) {
            select<Unit> { onReceive(queue) { received += it } }
          }
        val putter = launch(Dispatchers.IO) { select<Unit> { onSend(queue, 7) {} } }
        launch(Dispatchers.Default) { getter.cancel(null) }.join()
        joinAll(getter, putter)
        assertThat(received + items(queue)).containsExactly(7)
        assertThat(queue.tryPut(8)).isTrue()
        assertThat(queue.tryPut(9)).isFalse()
      }
    }
  }

  /** What resumes it holds a lock, for which other threads would have to wait meanwhile. */
  @Test
  fun coroutineWithoutADispatcher_goesOnElsewhere() {
    val ways =
      listOf<suspend (AsyncQueue<Int>, AsyncQueue<Int>) -> Unit>(
        { empty, _ -> empty.getSuspending() },
        { _, full -> full.putSuspending(2) },
        { empty, _ -> select<Unit> { onReceive(empty) {} } },
        { _, full -> select<Unit> { onSend(full, 2) {} } },
      )
    val rounds = Rounds.atLeast(20)
    while (rounds.next()) {
      val way = ways[rounds.count() % ways.size]
      val empty = AsyncQueue.fifo<Int>(1)
      val full = AsyncQueue.fifo<Int>(1).apply { put(1) }
      runBlocking {
        val waiter =
          async(Dispatchers.Unconfined) {
            way(empty, full)
            CompletableFuture.supplyAsync { empty.size() + full.size() }.get(10, TimeUnit.SECONDS)
          }
        empty.put(1)
        assertThat(full.get()).isEqualTo(1)
        assertThat(waiter.await()).isBetween(0, 2)
      }
    }
  }

  /** A select of Kotlin does not tell that it is over. */
  @Test
  fun selects_thatChooseOtherClauses_takeNoItemAndNoRoom() {
    val queue = AsyncQueue.fifo<Int>(3).apply { put(1) }
    val set = AsyncEvent().apply { set() }
    val unset = AsyncEvent()
    runBlocking {
      repeat(10) {
        select<Unit> {
          set.onAwait {}
          onReceive(queue) { error("took $it") }
          onSend(queue, 9) { error("put") }
        }
        select<Unit> {
          set.onAwait {}
          onSend(queue, 9) { error("put") }
          unset.onAwait {}
        }
      }
    }
    assertThat(queue.tryPut(2)).isTrue()
    assertThat(queue.tryPut(3)).isTrue()
    assertThat(queue.tryPut(4)).isFalse()
    assertThat(items(queue)).containsExactly(1, 2, 3)
    runBlocking {
      repeat(5) { i ->
        select<Unit> { onSend(queue, i) {} }
        select<Unit> { onReceive(queue) { assertThat(it).isEqualTo(i) } }
      }
    }
    repeat(3) { assertThat(queue.tryPut(it)).isTrue() }
    assertThat(queue.tryPut(4)).isFalse()
  }

  /** It must not send a token for each place that is free. */
  @Test
  fun onSend_intoAQueueWithAHugeLimit_isReady() {
    val queue = AsyncQueue.fifo<Int>(Int.MAX_VALUE)
    runBlocking {
      repeat(3) { select<Unit> { onSend(queue, it) {} } }
      queue.putSuspending(3)
    }
    assertThat(items(queue)).containsExactly(0, 1, 2, 3)
  }

  /** Some of them fill the queue, and each that waits must get the room that comes. */
  @Test
  fun room_thatManyWantByWhateverWay_isGivenToEach() {
    val rounds = Rounds.atLeast(20)
    while (rounds.next()) {
      val queue = AsyncQueue.fifo<Int>(2)
      val seen = ConcurrentLinkedQueue<Int>()
      runBlocking(Dispatchers.Default) {
        val putters =
          List(12) { i ->
            launch(if (i % 4 == 3) Dispatchers.IO else Dispatchers.Default) {
              when (i % 4) {
                0 -> select<Unit> { onSend(queue, i) {} }
                1 -> queue.putSuspending(i)
                2 ->
                  while (!queue.tryPut(i)) delay(
                    1
                  ) // a yield would starve what waits behind blocked workers
                else -> taskScope().run { queue.put(i) }
              }
            }
          }
        val takers =
          List(12) { i ->
            launch {
              if (i % 2 == 0) select<Unit> { onReceive(queue) { seen += it } }
              else seen += queue.getSuspending()
            }
          }
        joinAll(*putters.toTypedArray(), *takers.toTypedArray())
      }
      assertThat(seen).containsExactlyInAnyOrderElementsOf(0..11)
      repeat(2) { assertThat(queue.tryPut(it)).isTrue() }
      assertThat(queue.tryPut(2)).isFalse()
    }
  }

  @Test
  fun onSend_intoAQueueWithoutALimit_isReady() {
    val queue = AsyncQueue.fifo<Int>()
    runBlocking { select<Unit> { onSend(queue, 1) {} } }
    assertThat(queue.get()).isEqualTo(1)
  }

  @Test
  fun select_overTasksEventsAndChannels_takesTheFirst() {
    val event = AsyncEvent()
    val channel = Channel.buffered<String>(1)
    taskScope().run { scope ->
      val slow = scope.async<String> { Async.delay(java.time.Duration.ofDays(1)).let { "slow" } }
      suspend fun first() =
        select<String> {
          onAwait(slow) { it }
          event.onAwait { "set" }
          channel.onReceive { it }
        }
      assertThat(runBlocking { select<String> { channel.onSend("sent") { "done" } } })
        .isEqualTo("done")
      assertThat(runBlocking { first() }).isEqualTo("sent")
      event.set()
      assertThat(runBlocking { first() }).isEqualTo("set")
      event.clear()
      channel.close()
      assertThat(runBlocking { select<Boolean> { channel.onReceiveCatching { it.isClosed } } })
        .isTrue()
      slow.cancel()
      assertThat(runBlocking { select<String> { slow.onJoin { "ended" } } }).isEqualTo("ended")
    }
  }

  /** Else the scope would throw it at its end. */
  @Test
  fun failureThatASelectTakes_isHandled() {
    val failure = IllegalStateException("broken")
    supervisorScope().run { scope ->
      val task = scope.async(Callable<String> { throw failure })
      val seen = runBlocking {
        runCatching { select<String> { onAwait(task) { it } } }.exceptionOrNull()
      }
      assertThat(generateSequence(seen) { it.cause }.toList()).contains(failure)
    }
  }
}
