package org.coroutines4j.channels

import java.util.concurrent.CancellationException
import kotlinx.coroutines.CoroutineStart
import kotlinx.coroutines.future.future
import kotlinx.coroutines.launch
import org.assertj.core.api.Assertions.assertThat
import org.assertj.core.api.Assertions.catchThrowable
import org.coroutines4j.Async.await
import org.coroutines4j.Async.yieldNow
import org.coroutines4j.Outcome
import org.junit.jupiter.api.Tag
import org.junit.jupiter.api.Test

/**
 * Guards that each element is reported once if either side cancels the channel or is cancelled
 * itself.
 */
@Tag("exceptions")
class KotlinCancelTest {
  private val undelivered = mutableListOf<Int>()

  private fun channel(capacity: Int): Channel<Int> =
    Channel.builder<Int>().capacity(capacity).onUndelivered { i: Int -> undelivered += i }.build()

  @Test
  fun channelCancelledByJava_endsKotlinSendersAndReceivers() {
    val full = channel(1)
    val empty = channel(0)

    mixed {
      full.send(1)
      val sending = kotlin.future { runCatching { full.kotlin().send(2) }.exceptionOrNull() }
      val receiving = kotlin.future { runCatching { empty.kotlin().receive() }.exceptionOrNull() }
      val loop = kotlin.future { runCatching { for (e in empty.kotlin()) error("$e") } }
      yieldNow()
      full.cancel()
      empty.cancel()

      assertThat(await(sending)).isInstanceOf(CancellationException::class.java)
      assertThat(await(receiving)).isInstanceOf(CancellationException::class.java)
      assertThat(await(loop).exceptionOrNull()).isInstanceOf(CancellationException::class.java)
    }
    assertThat(undelivered).containsExactlyInAnyOrder(1, 2)
  }

  @Test
  fun channelCancelledByKotlin_endsJavaSidesWithTheSameCause() {
    val cause = CancellationException("wanted no more")
    val full = channel(1)
    val empty = channel(0)

    mixed {
      full.send(1)
      val sending = java.async { catchThrowable { full.send(2) } }
      val receiving = java.async { catchThrowable { empty.receive() } }
      val loop = java.async { catchThrowable { empty.iterator().hasNext() } }
      yieldNow()
      kotlin.launch {
        full.kotlin().cancel(cause)
        empty.kotlin().cancel(cause)
      }

      for (task in listOf(sending, receiving, loop)) {
        assertThat(task.await())
          .isInstanceOf(ChannelClosedException::class.java)
          .hasMessage("the channel was cancelled")
          .cause()
          .isSameAs(cause)
      }
    }
    assertThat(undelivered).containsExactlyInAnyOrder(1, 2)
  }

  @Test
  fun kotlinReceiverCancelledWhileItWaits_losesItsPlaceToJava() {
    val channel = channel(0)

    mixed {
      val gone = kotlin.launch { channel.kotlin().receive() }
      yieldNow()
      val next = java.async { channel.receive() }
      yieldNow()
      gone.cancel(null)
      channel.send(1)
      assertThat(next.await()).isEqualTo(1)
    }
    assertThat(undelivered).isEmpty()
  }

  @Test
  fun javaReceiverCancelledWhileItWaits_losesItsPlaceToKotlin() {
    val channel = channel(0)

    mixed {
      val gone = java.async { channel.receive() }
      yieldNow()
      val next = kotlin.future { channel.kotlin().receive() }
      yieldNow()
      gone.cancel()
      channel.send(1)
      assertThat(await(next)).isEqualTo(1)
    }
    assertThat(undelivered).isEmpty()
  }

  @Test
  fun kotlinReceiver_cancelledInTheHandover_elementIsUndelivered() {
    val channel = channel(0)

    mixed {
      val receiver = kotlin.launch { channel.kotlin().receive() }
      yieldNow()
      assertThat(channel.trySend(1).isSent).isTrue()
      receiver.cancel(null) // before it had a permit
    }
    assertThat(undelivered).containsExactly(1)
  }

  @Test
  fun javaReceiver_cancelledInTheHandover_elementIsUndelivered() {
    val channel = channel(0)

    mixed {
      val receiver = java.async { channel.receive() }
      yieldNow()
      // immediately, by the thread that holds the permit
      kotlin.launch(start = CoroutineStart.UNDISPATCHED) { channel.kotlin().send(1) }
      receiver.cancel()
      assertThat(receiver.awaitOutcome()).isInstanceOf(Outcome.Cancelled::class.java)
    }
    assertThat(undelivered).containsExactly(1)
  }

  @Test
  fun javaSenderCancelledWhileItWaits_leavesTheNextElementToKotlin() {
    val channel = channel(0)

    mixed {
      val gone = java.launch { channel.send(1) }
      yieldNow()
      java.launch { channel.send(2) }
      yieldNow()
      gone.cancel()
      assertThat(await(kotlin.future { channel.kotlin().receive() })).isEqualTo(2)
    }
    assertThat(undelivered).containsExactly(1)
  }

  @Test
  fun kotlinSenderCancelledWhileItWaits_leavesTheNextElementToJava() {
    val channel = channel(0)

    mixed {
      val gone = kotlin.launch { channel.kotlin().send(1) }
      yieldNow()
      kotlin.launch { channel.kotlin().send(2) }
      yieldNow()
      gone.cancel(null)
      assertThat(channel.receive()).isEqualTo(2)
    }
    assertThat(undelivered).containsExactly(1)
  }

  @Test
  fun coroutineThatIsCancelled_doesNotHideACloseCauseFromJava() {
    val cause = IllegalStateException("boom")
    val channel = channel(0)

    mixed {
      val receiving = java.async { catchThrowable { channel.receive() } }
      val gone = kotlin.launch { channel.kotlin().receive() }
      yieldNow()
      gone.cancel(null)
      channel.kotlin().close(cause)
      assertThat(receiving.await()).cause().isSameAs(cause)
    }
  }
}
