package org.coroutines4j.kotlin

import java.util.concurrent.CancellationException
import java.util.concurrent.CompletionException
import java.util.concurrent.ConcurrentLinkedQueue
import java.util.concurrent.CopyOnWriteArrayList
import java.util.concurrent.atomic.AtomicInteger
import kotlinx.coroutines.CoroutineStart
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.channels.BufferOverflow
import kotlinx.coroutines.channels.Channel
import kotlinx.coroutines.channels.ClosedSendChannelException
import kotlinx.coroutines.launch
import kotlinx.coroutines.selects.select
import org.assertj.core.api.Assertions.assertThat
import org.assertj.core.api.Assertions.assertThatThrownBy
import org.coroutines4j.Async
import org.coroutines4j.Async.taskScope
import org.coroutines4j.Async.yieldNow
import org.coroutines4j.Dispatchers as AsyncDispatchers
import org.coroutines4j.Tasks
import org.coroutines4j.channels.ChannelClosedException
import org.coroutines4j.channels.SendChannel
import org.coroutines4j.channels.SendResult
import org.coroutines4j.testkit.Rounds
import org.coroutines4j.testkit.runBlocking
import org.junit.jupiter.api.Tag
import org.junit.jupiter.api.Test
import org.junit.jupiter.params.ParameterizedTest
import org.junit.jupiter.params.provider.Arguments
import org.junit.jupiter.params.provider.EnumSource
import org.junit.jupiter.params.provider.MethodSource

/**
 * Guards that the undelivered-element handler of a channel that Kotlin code has created is called
 * for the same elements whether Kotlin code or the Java adapter sends them.
 */
@Tag("stress")
class LostElementsTest {
  /** Kinds of channels, each with how much can be sent to it without a wait. */
  enum class Kind(val capacity: Int, val overflow: BufferOverflow, val fits: Int) {
    RENDEZVOUS(Channel.RENDEZVOUS, BufferOverflow.SUSPEND, 0),
    BUFFERED(2, BufferOverflow.SUSPEND, 2),
    UNLIMITED(Channel.UNLIMITED, BufferOverflow.SUSPEND, 3),
    DROPS_OLDEST(1, BufferOverflow.DROP_OLDEST, 3),
    DROPS_LATEST(1, BufferOverflow.DROP_LATEST, 3),
  }

  /** How a channel ends. */
  enum class End(val of: (Channel<String>) -> Unit) {
    NONE({}),
    CLOSED({ it.close(null) }),
    FAILED({ it.close(IllegalStateException("broken")) }),
    CANCELLED({ it.cancel(null) }),
  }

  /** A channel, and what became of its elements. */
  private class Ledger(kind: Kind) {
    val undelivered = CopyOnWriteArrayList<String>()
    val channel = Channel<String>(kind.capacity, kind.overflow) { undelivered += it }
    val outcomes = ArrayList<String>()

    fun send(element: String, send: (String) -> String) {
      outcomes +=
        "$element " +
          try {
            send(element)
          } catch (e: Exception) {
            textOf(e)
          }
    }

    private fun textOf(thrown: Throwable?): String =
      when (thrown) {
        is CompletionException -> textOf(thrown.cause)
        is ChannelClosedException,
        is ClosedSendChannelException ->
          if (thrown.cause is ClosedSendChannelException) textOf(thrown.cause)
          else thrown.cause?.let { textOf(it) } ?: "refused: closed"
        is CancellationException -> "refused: cancelled"
        else -> "refused: $thrown"
      }

    fun close(): String {
      val received = generateSequence { channel.tryReceive().getOrNull() }.toList()
      channel.cancel(null)
      return "$outcomes, received $received, undelivered $undelivered"
    }
  }

  /** The same way to send, in both languages. */
  enum class Way(
    val kotlin: (Channel<String>, String) -> String,
    val java: (SendChannel<String>, String) -> String,
  ) {
    SEND(
      { channel, element -> runBlocking { channel.send(element) }.let { "sent" } },
      { channel, element -> channel.send(element).let { "sent" } },
    ),
    SEND_IN_A_TASK(
      { channel, element -> runBlocking { channel.send(element) }.let { "sent" } },
      { channel, element ->
        Async.call { it.async<String> { channel.send(element).let { "sent" } }.await() }
      },
    ),
    SEND_ASYNC(
      { channel, element -> runBlocking { channel.send(element) }.let { "sent" } },
      { channel, element -> channel.sendAsync(element).join().let { "sent" } },
    ),
    TRY_SEND(
      { channel, element ->
        channel.trySend(element).let {
          if (it.isClosed) "closed" else if (it.isSuccess) "sent" else "full"
        }
      },
      { channel, element ->
        channel.trySend(element).let {
          if (it is SendResult.Closed) "closed" else if (it.isSent) "sent" else "full"
        }
      },
    ),
    SELECT(
      { channel, element ->
        runBlocking { select<String> { channel.onSend(element) { "sent" } } }
      },
      { channel, element ->
        Async.select().onSend<String, String>(channel, element) { "sent" }.await()
      },
    ),
  }

  companion object {
    @JvmStatic
    fun cases(): List<Arguments> =
      Way.entries.flatMap { way ->
        Kind.entries.flatMap { kind ->
          End.entries
            .filter { way != Way.SELECT || kind.capacity != 1 || it == End.NONE }
            .map { Arguments.of(way, kind, it) }
        }
      }
  }

  private fun ledger(kind: Kind, end: End, send: (Channel<String>, String) -> String): String {
    val ledger = Ledger(kind)
    for (i in 1..kind.fits) ledger.send("e$i") { send(ledger.channel, it) }
    end.of(ledger.channel)
    if (end != End.NONE) for (i in 1..2) ledger.send("late$i") { send(ledger.channel, it) }
    return ledger.close()
  }

  @ParameterizedTest
  @MethodSource("cases")
  fun sameBecomesOfEachElement(way: Way, kind: Kind, end: End) {
    val kotlin = ledger(kind, end, way.kotlin)
    assertThat(ledger(kind, end) { channel, e -> way.java(channel.asAsyncSendChannel(), e) })
      .isEqualTo(kotlin)
    assertThat(ledger(kind, end) { channel, e -> way.java(channel.asAsyncChannel(), e) })
      .isEqualTo(kotlin)
  }

  /** Kotlin's own select forgets the element, if such a channel is closed; its send does not. */
  @Test
  fun selectOnAClosedChannelThatDrops_tellsTheHandler_asSendDoes() {
    for (kind in listOf(Kind.DROPS_OLDEST, Kind.DROPS_LATEST)) {
      val ledger = Ledger(kind)
      ledger.channel.close(null)
      ledger.send("late") { Way.SELECT.java(ledger.channel.asAsyncChannel(), it) }
      assertThat(ledger.close())
        .isEqualTo("[late refused: closed], received [], undelivered [late]")
    }
  }

  /** What befalls a sender that waits. */
  enum class Fate(val of: (Channel<String>, cancelSender: () -> Unit) -> Unit) {
    RECEIVED({ channel, _ -> channel.tryReceive() }),
    CLOSED({ channel, _ -> channel.close(null) }),
    CLOSED_AND_RECEIVED({ channel, _ -> channel.close(null).also { channel.tryReceive() } }),
    CANCELLED_CHANNEL({ channel, _ -> channel.cancel(null) }),
    CANCELLED_SENDER({ _, cancelSender -> cancelSender() }),
    RECEIVED_AND_CANCELLED_SENDER({ channel, cancelSender ->
      channel.tryReceive().also { cancelSender() }
    }),
  }

  @ParameterizedTest
  @EnumSource(Fate::class)
  fun waitingSender_losesNothingThatKotlinsKeeps(fate: Fate) {
    val kotlin =
      Ledger(Kind.BUFFERED).also { ledger ->
        runBlocking {
          fill(ledger)
          val sender =
            launch(start = CoroutineStart.UNDISPATCHED) {
              runCatching { ledger.channel.send("waits") }
            }
          fate.of(ledger.channel) { sender.cancel(null) }
          if (fate == Fate.CLOSED) ledger.channel.tryReceive()
        }
      }
    val java =
      Ledger(Kind.BUFFERED).also { ledger ->
        taskScope().on(AsyncDispatchers.cpu().limitedParallelism(1)).run { scope ->
          fill(ledger)
          val sender = scope.launch {
            runCatching { ledger.channel.asAsyncChannel().send("waits") }
          }
          yieldNow() // to the sender, until it waits
          fate.of(ledger.channel) { sender.cancel() }
          if (fate == Fate.CLOSED) ledger.channel.tryReceive()
        }
      }
    assertThat(java.close()).isEqualTo(kotlin.close())
  }

  private fun fill(ledger: Ledger) {
    for (element in listOf("a", "b")) ledger.channel.trySend(element).getOrThrow()
  }

  /** Every verb is a cancellation point, other than Kotlin's send where there is room. */
  @Test
  fun cancelledSender_keepsItsElement() {
    val ledger = Ledger(Kind.UNLIMITED)
    Async.supervisorScope().run { scope ->
      val sender = scope.launch {
        Tasks.current().cancel()
        ledger.send("kept") { ledger.channel.asAsyncChannel().send(it).let { "sent" } }
      }
      sender.join()
    }
    assertThat(ledger.close()).isEqualTo("[kept refused: cancelled], received [], undelivered []")
  }

  @Test
  fun worker_keepsItsElement() {
    val ledger = Ledger(Kind.UNLIMITED)
    runBlocking(Dispatchers.Default) {
      assertThatThrownBy { ledger.channel.asAsyncChannel().send("kept") }
        .isInstanceOf(IllegalStateException::class.java)
        .hasMessageContaining("Dispatchers.Default")
    }
    assertThat(ledger.close()).isEqualTo("[], received [], undelivered []")
  }

  /** Senders of Java race against the end of the channel, and a receiver of Kotlin. */
  @Test
  fun ofManyElements_eachIsReceivedOrTold_once() {
    val rounds = Rounds.atLeast(20)
    while (rounds.next()) {
      val undelivered = ConcurrentLinkedQueue<Int>()
      val received = ConcurrentLinkedQueue<Int>()
      val begun = AtomicInteger()
      val channel = Channel<Int>(rounds.count() % 3) { undelivered += it }
      taskScope().run { scope ->
        repeat(3) {
          scope.launch {
            try {
              while (true) channel.asAsyncChannel().send(begun.getAndIncrement())
            } catch (_: ChannelClosedException) {
              // the end of the race
            }
          }
        }
        scope.asCoroutineScope().launch {
          repeat(50) { received += channel.receive() }
          channel.cancel(null)
        }
      }
      assertThat(received + undelivered).hasSize(begun.get()).doesNotHaveDuplicates()
    }
  }
}
