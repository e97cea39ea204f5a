package org.coroutines4j.channels

import java.io.IOException
import java.time.Duration.ofDays
import java.util.concurrent.CountDownLatch
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.ExperimentalCoroutinesApi
import kotlinx.coroutines.channels.ProducerScope
import kotlinx.coroutines.channels.consume
import kotlinx.coroutines.channels.consumeEach
import kotlinx.coroutines.channels.produce
import kotlinx.coroutines.channels.toList
import kotlinx.coroutines.future.future
import org.assertj.core.api.Assertions.assertThat
import org.assertj.core.api.Assertions.catchThrowable
import org.coroutines4j.Async.await
import org.coroutines4j.Async.delay
import org.coroutines4j.Async.supervisorScope
import org.coroutines4j.internal.channels.ReceiveChannelAdapter
import org.junit.jupiter.api.Tag
import org.junit.jupiter.api.Test

/** Producers of one language, read by the other. */
@Tag("exceptions")
@OptIn(ExperimentalCoroutinesApi::class)
class KotlinProduceTest {
  private val cause = IOException("disk full")
  private val cleanedUp = CountDownLatch(1)

  private fun CoroutineScope.kotlinProducer(
    body: suspend ProducerScope<Int>.() -> Unit
  ): ReceiveChannel<Int> = ReceiveChannelAdapter(produce(capacity = 1, block = body), false)

  @Test
  fun kotlinProducer_isReadByJava_toItsEnd() {
    mixed {
      val channel = kotlin.kotlinProducer { for (i in 1..50) send(i) }
      assertThat(channel.toList()).isEqualTo((1..50).toList())
    }
  }

  @Test
  fun failingKotlinProducer_isTheVeryCauseInJava() {
    val reported = mutableListOf<Throwable>()

    supervisorScope()
      .onFailure { _, failure -> reported += failure }
      .run {
        val channel =
          kotlinScope().kotlinProducer {
            send(1)
            throw cause
          }
        assertThat(channel.receive()).isEqualTo(1)
        assertThat(catchThrowable { channel.receive() }).cause().isSameAs(cause)
        assertThat((channel.receiveOrClosed() as ReceiveResult.Closed).cause).isSameAs(cause)
      }
    assertThat(reported).isEmpty() // the receiver has been told
  }

  @Test
  fun kotlinProducer_isCancelled_whenJavaCancelsTheChannel() {
    mixed {
      val channel = kotlin.kotlinProducer {
        try {
          while (true) send(1)
        } finally {
          cleanedUp.countDown()
        }
      }
      assertThat(channel.receive()).isEqualTo(1)
      channel.cancel()
      assertThat(channel.isClosedForReceive).isTrue()
    }
    assertThat(cleanedUp.count).isZero()
  }

  @Test
  fun javaProducer_isReadByKotlin_toItsEnd() {
    mixed {
      val channel = Channel.produce<Int>(java, 1) { out -> for (i in 1..50) out.send(i) }
      assertThat(await(kotlin.future { channel.kotlinReceive().toList() }))
        .isEqualTo((1..50).toList())
    }
  }

  @Test
  fun failingJavaProducer_isSeenByKotlin_throughItsFrames() {
    val reported = mutableListOf<Throwable>()
    val failure = IllegalStateException("boom")

    supervisorScope()
      .onFailure { _, thrown -> reported += thrown }
      .run { scope ->
        val channel =
          Channel.produce<Int>(scope, 1) { out ->
            out.send(1)
            throw failure
          }
        val thrown =
          kotlinScope().future {
            runCatching { channel.kotlinReceive().consumeEach {} }.exceptionOrNull()
          }
        assertCameThroughKotlin(await(thrown), failure)
      }
    assertThat(reported).containsExactly(failure)
  }

  /** Kotlin's consume cancels the channel when it has had enough. */
  @Test
  fun javaProducer_isCancelled_whenKotlinHasHadEnough() {
    mixed {
      val channel =
        Channel.produce<Int>(java, 0) { out ->
          try {
            while (true) out.send(1)
          } finally {
            cleanedUp.countDown()
          }
        }
      assertThat(await(kotlin.future { channel.kotlinReceive().consume { receive() } }))
        .isEqualTo(1)
    }
    assertThat(cleanedUp.count).isZero()
  }

  @Test
  fun idleJavaProducer_isCancelled_whenKotlinStopsConsuming() {
    mixed {
      val channel =
        Channel.produce<Int>(java, 1) { out ->
          out.send(1)
          delay(ofDays(1))
        }
      assertThat(await(kotlin.future { channel.kotlinReceive().consume { receive() } }))
        .isEqualTo(1)
    }
  }
}
