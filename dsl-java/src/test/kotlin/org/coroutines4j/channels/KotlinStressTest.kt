package org.coroutines4j.channels

import java.util.SplittableRandom
import kotlin.time.Duration.Companion.microseconds
import kotlinx.coroutines.DelicateCoroutinesApi
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.ExperimentalCoroutinesApi
import kotlinx.coroutines.Job
import kotlinx.coroutines.async
import kotlinx.coroutines.channels.Channel as KotlinChannel
import kotlinx.coroutines.channels.ClosedSendChannelException
import kotlinx.coroutines.channels.onSuccess
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.launch
import kotlinx.coroutines.selects.onTimeout
import kotlinx.coroutines.selects.select
import kotlinx.coroutines.withTimeoutOrNull
import org.assertj.core.api.Assertions.assertThat
import org.coroutines4j.Async.taskScope
import org.coroutines4j.Dispatchers as JavaDispatchers
import org.coroutines4j.channels.Ledger.Sent
import org.coroutines4j.testkit.CapturedLog
import org.coroutines4j.testkit.Pause
import org.junit.jupiter.api.Tag
import org.junit.jupiter.params.ParameterizedTest
import org.junit.jupiter.params.provider.CsvSource

/**
 * As [ChannelStressTest], with Kotlin coroutines among the senders and receivers: each element is
 * received once, by either side, or handed to `onUndelivered` once.
 */
@Tag("stress")
@OptIn(ExperimentalCoroutinesApi::class, DelicateCoroutinesApi::class)
class KotlinStressTest {
  private val ledger = Ledger(400)

  @ParameterizedTest(name = "capacity {0}, {1}, ended in the middle: {2}")
  @CsvSource(
    "0, SUSPEND, false",
    "0, SUSPEND, true",
    "16, SUSPEND, false",
    "16, SUSPEND, true",
    "2, DROP_OLDEST, false",
    "2, DROP_LATEST, true",
  )
  fun elements_areReceivedOrUndelivered_once(
    capacity: Int,
    overflow: Overflow,
    endedEarly: Boolean,
  ) {
    val channel: Channel<Int> =
      Channel.builder<Int>()
        .capacity(capacity)
        .onOverflow(overflow)
        .onUndelivered { i: Int -> ledger.undelivered(i) }
        .build()
    val log = CapturedLog()
    mixed(JavaDispatchers.virtual()) {
      for (i in 0L until WORKERS) {
        java.launch { ChannelStressTest.receiveAll(java, channel, ledger, SplittableRandom(i)) }
        kotlin.launch(Dispatchers.Default) {
          receiveAll(channel.kotlin(), SplittableRandom(100 + i))
        }
      }
      taskScope().run { senders ->
        for (i in 0L until WORKERS) {
          senders.launch {
            val random = SplittableRandom(200 + i)
            ChannelStressTest.sendAll(senders, channel, ledger, random, endedEarly)
          }
          kotlinScope().launch(Dispatchers.Default) {
            sendAll(channel.kotlin(), overflow, SplittableRandom(300 + i))
          }
        }
      }
      channel.close()
    }
    channel.cancel()
    log.close()
    assertThat(log.records()).`as`("failures of the handler").isEmpty()
    val (received, _) = ledger.check()
    assertThat(received).`as`("received").isPositive()
  }

  private suspend fun sendAll(
    channel: KotlinChannel<Int>,
    overflow: Overflow,
    random: SplittableRandom,
  ) = coroutineScope {
    var more = true
    while (more) {
      val seed = random.split()
      val batch = async { more = sendBatch(channel, overflow, seed) }
      disturb(batch, random)
      batch.join()
    }
  }

  private suspend fun sendBatch(
    channel: KotlinChannel<Int>,
    overflow: Overflow,
    random: SplittableRandom,
  ): Boolean {
    repeat(BATCH) {
      val element = ledger.next()
      if (element < 0) {
        return false
      }
      var how = Sent.KEPT
      try {
        // Kotlin does not tell of what is dropped as the latest, unless it was sent
        when (if (overflow == Overflow.DROP_LATEST) 3 else random.nextInt(4)) {
          0 -> if (channel.trySend(element).isSuccess) how = Sent.HANDED_OVER
          1 -> {
            how = Sent.UNKNOWN // to Kotlin, what was not chosen may be undelivered
            select {
              channel.onSend(element) { how = Sent.HANDED_OVER }
              onTimeout(random.nextInt(2_000).microseconds) {}
            }
          }
          2 ->
            withTimeoutOrNull((1 + random.nextInt(2_000)).microseconds) {
              how = Sent.HANDED_OVER
              channel.send(element)
            }
          else -> {
            how = Sent.HANDED_OVER
            channel.send(element)
          }
        }
      } catch (_: ClosedSendChannelException) {
        // the handler has been told
      } finally {
        ledger.sent(element, how)
      }
    }
    return true
  }

  private suspend fun receiveAll(channel: KotlinChannel<Int>, random: SplittableRandom) =
    coroutineScope {
      while (!channel.isClosedForReceive) {
        val seed = random.split()
        val batch = launch { repeat(BATCH) { receiveSomehow(channel, seed) } }
        disturb(batch, random)
        batch.join()
      }
    }

  private suspend fun receiveSomehow(channel: KotlinChannel<Int>, random: SplittableRandom) {
    when (random.nextInt(4)) {
      0 -> channel.tryReceive().onSuccess(ledger::received)
      1 ->
        select<Unit> {
          channel.onReceiveCatching { it.onSuccess(ledger::received) }
          onTimeout(random.nextInt(2_000).microseconds) {}
        }
      2 ->
        withTimeoutOrNull((1 + random.nextInt(2_000)).microseconds) {
          channel.receiveCatching().onSuccess(ledger::received)
        }
      else -> channel.receiveCatching().onSuccess(ledger::received)
    }
  }

  /** Cancels [batch] at some time, or leaves it alone. */
  private fun disturb(batch: Job, random: SplittableRandom) {
    if (random.nextInt(3) == 0) {
      Pause.of(random.nextInt(2_000))
      batch.cancel(null)
    }
  }

  private companion object {
    const val WORKERS = 2L

    /** So many elements a coroutine, which may be cancelled on the way. */
    const val BATCH = 8
  }
}
