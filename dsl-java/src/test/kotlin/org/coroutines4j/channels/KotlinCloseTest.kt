package org.coroutines4j.channels

import java.io.IOException
import java.util.concurrent.CancellationException
import kotlinx.coroutines.channels.ClosedReceiveChannelException
import kotlinx.coroutines.channels.ClosedSendChannelException
import kotlinx.coroutines.channels.consumeEach
import kotlinx.coroutines.future.future
import kotlinx.coroutines.launch
import kotlinx.coroutines.selects.select as kotlinSelect
import org.assertj.core.api.Assertions.assertThat
import org.assertj.core.api.Assertions.catchThrowable
import org.coroutines4j.Async.await
import org.coroutines4j.Async.select
import org.coroutines4j.Async.yieldNow
import org.coroutines4j.Diagnostics
import org.junit.jupiter.api.Tag
import org.junit.jupiter.api.Test
import org.junit.jupiter.params.ParameterizedTest
import org.junit.jupiter.params.provider.MethodSource
import org.junit.jupiter.params.provider.ValueSource

/** The end of a channel, and what it was closed with, as the other language sees it. */
@Tag("exceptions")
class KotlinCloseTest {
  companion object {
    @JvmStatic
    fun causes(): List<Throwable> =
      listOf(
        IOException("disk full"),
        IllegalStateException("boom"),
        StackOverflowError("deep"),
        ClosedReceiveChannelException("of another channel"),
        ClosedSendChannelException("of another channel"),
      )

    private val RECEIVE_WAITS =
      listOf("receive", "receiveOrClosed", "iterator", "receiveAsync", "select, receive")
    private val SEND_WAITS = listOf("send", "sendAsync", "select, send")

    /** All that tells Java of the end. */
    private val javaSees =
      mapOf<String, (Channel<Int>) -> Throwable?>(
        "receive" to { c -> causeOf { c.receive() } },
        "receiveOrClosed" to { c -> (c.receiveOrClosed() as ReceiveResult.Closed).cause },
        "tryReceive" to { c -> (c.tryReceive() as ReceiveResult.Closed).cause },
        "iterator" to { c -> causeOf { c.iterator().hasNext() } },
        "receiveAsync" to { c -> causeOf { await(c.receiveAsync()) } },
        "select, receive" to { c -> causeOf { select().onReceive(c) { it }.await() } },
        "send" to { c -> causeOf { c.send(1) } },
        "trySend" to { c -> (c.trySend(1) as SendResult.Closed).cause },
        "sendAsync" to { c -> causeOf { await(c.sendAsync(1)) } },
        "select, send" to { c -> causeOf { select().onSend(c, 1) { 1 }.await() } },
      )

    private fun causeOf(call: () -> Unit): Throwable? {
      val thrown = catchThrowable { call() }
      assertThat(thrown).isInstanceOf(ChannelClosedException::class.java)
      return thrown.cause
    }
  }

  @ParameterizedTest
  @MethodSource("causes")
  fun causeFromKotlin_isTheSameObjectWhereverJavaSeesIt(cause: Throwable) {
    val channel = Channel.buffered<Int>(1)
    channel.kotlin().close(cause)

    for ((way, see) in javaSees) {
      assertThat(see(channel)).`as`(way).isSameAs(cause)
    }
  }

  @ParameterizedTest
  @MethodSource("causes")
  fun causeFromKotlin_isTheSameObjectForJavaThatWaitsToReceive(cause: Throwable) {
    forEachWait(RECEIVE_WAITS, cause) { it.close(cause) }
  }

  /** A close would still let them send. */
  @Test
  fun cancellationFromKotlin_isTheSameObjectForJavaThatWaits() {
    val cause = CancellationException("wanted no more")
    forEachWait(RECEIVE_WAITS + SEND_WAITS, cause) { it.cancel(cause) }
  }

  private fun forEachWait(
    ways: List<String>,
    cause: Throwable,
    end: (kotlinx.coroutines.channels.Channel<Int>) -> Unit,
  ) {
    mixed {
      for (way in ways) {
        val channel = Channel.rendezvous<Int>()
        val seen = java.named(way).async<Throwable?> { javaSees.getValue(way)(channel) }
        yieldNow()
        assertThat(Diagnostics.dump()).contains("task '$way': waits")
        kotlin.launch { end(channel.kotlin()) }
        assertThat(seen.await()).`as`(way).isSameAs(cause)
      }
    }
  }

  @Test
  fun endFromKotlinWithoutACause_hasNoneInJava_andEndsALoop() {
    val channel = Channel.buffered<Int>(1)
    channel.kotlin().close(null)

    for ((way, see) in javaSees - "iterator") {
      assertThat(see(channel)).`as`(way).isNull()
    }
    assertThat(channel.iterator().hasNext()).isFalse()
  }

  @ParameterizedTest
  @ValueSource(booleans = [false, true])
  fun causeFromJava_comesThroughKotlinFrames(waiting: Boolean) {
    val cause = IOException("disk full")

    mixed {
      val ways =
        listOf<suspend (kotlinx.coroutines.channels.Channel<Int>) -> Any?>(
          { it.receive() },
          { c -> c.consumeEach {} },
          { c -> kotlinSelect { c.onReceive {} } },
          { c ->
            for (element in c) {
              error("received $element")
            }
          },
        )
      for (way in ways) {
        val channel = Channel.rendezvous<Int>()
        if (!waiting) channel.closeExceptionally(cause)
        val thrown = kotlin.future { runCatching { way(channel.kotlin()) }.exceptionOrNull() }
        yieldNow()
        assertThat(thrown.isDone).isEqualTo(!waiting)
        channel.closeExceptionally(cause)
        assertCameThroughKotlin(await(thrown), cause)
      }
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = [false, true])
  fun causeFromJava_isTheSameObjectInKotlinResults(waiting: Boolean) {
    val cause = IOException("disk full")

    mixed {
      val ways =
        listOf<suspend (kotlinx.coroutines.channels.Channel<Int>) -> Throwable?>(
          { it.receiveCatching().exceptionOrNull() },
          { c -> kotlinSelect { c.onReceiveCatching { it.exceptionOrNull() } } },
        )
      for (way in ways) {
        val channel = Channel.rendezvous<Int>()
        if (!waiting) channel.closeExceptionally(cause)
        val seen = kotlin.future { way(channel.kotlin()) }
        yieldNow()
        channel.closeExceptionally(cause)
        assertThat(await(seen)).isSameAs(cause)
      }
    }
  }

  @Test
  fun causeFromJava_isWhatKotlinSendersSee() {
    val cause = IOException("disk full")
    val channel = Channel.buffered<Int>(1)
    channel.closeExceptionally(cause)

    mixed {
      val thrown = kotlin.future { runCatching { channel.kotlin().send(1) }.exceptionOrNull() }
      assertCameThroughKotlin(await(thrown), cause)
    }
    assertThat(channel.kotlin().trySend(1).exceptionOrNull()).isSameAs(cause)
  }

  @Test
  fun endFromJavaWithoutACause_endsAKotlinLoop_afterWhatWasSent() {
    val channel = Channel.buffered<Int>(2)
    channel.send(1)
    channel.close()

    mixed {
      val received = mutableListOf<Int>()
      await(kotlin.future { channel.kotlin().consumeEach { received += it } })
      assertThat(received).containsExactly(1)
      val thrown = kotlin.future { runCatching { channel.kotlin().receive() }.exceptionOrNull() }
      assertThat(await(thrown)).isInstanceOf(ClosedReceiveChannelException::class.java)
    }
  }
}
