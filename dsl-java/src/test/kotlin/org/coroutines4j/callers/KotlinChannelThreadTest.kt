package org.coroutines4j.callers

import java.time.Duration
import java.util.concurrent.Callable
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.future.await
import kotlinx.coroutines.withContext
import org.assertj.core.api.Assertions.assertThat
import org.assertj.core.api.Assertions.assertThatThrownBy
import org.coroutines4j.Async
import org.coroutines4j.channels.AsyncQueue
import org.coroutines4j.channels.Channel
import org.coroutines4j.channels.ReceiveResult
import org.coroutines4j.channels.SendResult
import org.coroutines4j.sync.AsyncBarrier
import org.coroutines4j.sync.AsyncCondition
import org.coroutines4j.sync.AsyncEvent
import org.coroutines4j.sync.AsyncMutex
import org.coroutines4j.sync.AsyncSemaphore
import org.coroutines4j.testkit.runBlocking
import org.junit.jupiter.api.Test

/**
 * Guards that a wait for a channel, queue or lock on a worker of Dispatchers.Default is refused
 * with a message that says what to do, whether or not it would have to wait, and that calls that
 * never wait work.
 */
class KotlinChannelThreadTest {
  private val channel = Channel.buffered<Int>(1)
  private val queue = AsyncQueue.fifo<Int>(1)
  private val mutex = AsyncMutex()
  private val semaphore = AsyncSemaphore.bounded(1)
  private val event = AsyncEvent()
  private val barrier = AsyncBarrier(1)
  private val condition = AsyncCondition()

  private val waits =
    mapOf<String, () -> Any?>(
      "send" to { channel.send(1) },
      "receive" to { channel.receive() },
      "receiveOrClosed" to { channel.receiveOrClosed() },
      "hasNext" to { channel.iterator().hasNext() },
      "select" to { Async.select().onReceive(channel) { it }.await() },
      "selectRun" to { Async.selectRun().onTimeout(Duration.ZERO) {}.await() },
      "put" to { queue.put(1) },
      "get" to { queue.get() },
      "join" to { queue.join() },
      "hasNext of a queue" to { queue.iterator().hasNext() },
      "lock" to { mutex.lock() },
      "withLock" to { mutex.withLock(Callable { 1 }) },
      "acquire" to { semaphore.acquire() },
      "withPermit" to { semaphore.withPermit(Callable { 1 }) },
      "event" to { event.await() },
      "condition" to { condition.await() },
      "awaitUntil" to { condition.awaitUntil { true } },
      "barrier" to { barrier.await() },
    )

  @Test
  fun defaultWorker_isToldTheWayOut_byEachCallThatWaits() =
    runBlocking<Unit> {
      condition.mutex().lock()
      withContext(Dispatchers.Default) {
        for ((name, wait) in waits) {
          assertThatThrownBy { wait() }
            .`as`(name)
            .isInstanceOf(IllegalStateException::class.java)
            .hasMessageContaining("Dispatchers.Default")
            .hasMessageContaining("coroutines4j-kotlin")
            .hasMessageContaining("withContext(Dispatchers.IO)")
        }
      }
      assertThat(mutex.isLocked || barrier.waiting() > 0).isFalse()
      assertThat(condition.mutex().isLocked).isTrue()
    }

  @Test
  fun defaultWorker_mayUseWhatDoesNotWait() =
    runBlocking<Unit> {
      withContext(Dispatchers.Default) {
        val received = channel.receiveAsync()
        channel.sendAsync(1).await()
        assertThat(received.await()).isEqualTo(1)
        assertThat(channel.trySend(2)).isInstanceOf(SendResult.Sent::class.java)
        assertThat(channel.tryReceive()).isEqualTo(ReceiveResult.Received(2))
        assertThat(queue.tryPut(3)).isTrue()
        val select = Async.select().onReceive(queue) { it }.orElse { 0 }
        assertThat(select.await()).isEqualTo(3)
        assertThat(select.await()).isEqualTo(0)
        queue.taskDone()
        assertThat(mutex.tryLock() && semaphore.tryAcquire()).isTrue()
        mutex.unlock()
        semaphore.release()
        event.set()
      }
    }

  @Test
  fun ioWorker_mayBlock() =
    runBlocking<Unit> {
      val value =
        withContext(Dispatchers.IO) {
          channel.send(1)
          queue.put(channel.receive())
          mutex.withLock(Callable { queue.get() })
        }

      assertThat(value).isEqualTo(1)
    }
}
