package org.coroutines4j.channels

import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.channels.consumeEach
import kotlinx.coroutines.channels.toList
import kotlinx.coroutines.future.future
import kotlinx.coroutines.launch
import org.assertj.core.api.Assertions.assertThat
import org.coroutines4j.Async.await
import org.coroutines4j.Async.yieldNow
import org.coroutines4j.Dispatchers as JavaDispatchers
import org.junit.jupiter.api.Test
import org.junit.jupiter.params.ParameterizedTest
import org.junit.jupiter.params.provider.MethodSource

/** One channel, at whose ends are a Java task and a Kotlin coroutine. */
class KotlinChannelTest {
  companion object {
    @JvmStatic
    fun lossless(): List<Channel<Int>> =
      listOf(
        Channel.rendezvous(),
        Channel.buffered(1),
        Channel.buffered(16),
        Channel.unlimited(),
        Channel.builder<Int>().capacity(3).onUndelivered<Int> {}.build(),
      )
  }

  private val elements = (0 until 500).toList()

  @ParameterizedTest
  @MethodSource("lossless")
  fun javaSends_kotlinReceivesAllInOrder(channel: Channel<Int>) {
    val received = mutableListOf<Int>()

    mixed(JavaDispatchers.virtual()) {
      kotlin.launch(Dispatchers.Default) { channel.kotlin().consumeEach { received += it } }
      elements.forEach(channel::send)
      channel.close()
    }

    assertThat(received).isEqualTo(elements)
  }

  @ParameterizedTest
  @MethodSource("lossless")
  fun kotlinSends_javaReceivesAllInOrder(channel: Channel<Int>) {
    val received = mutableListOf<Int>()

    mixed(JavaDispatchers.virtual()) {
      kotlin.launch(Dispatchers.Default) {
        elements.forEach { channel.kotlin().send(it) }
        channel.kotlin().close(null)
      }
      for (element in channel) {
        received += element
      }
    }

    assertThat(received).isEqualTo(elements)
  }

  @Test
  fun conflatedChannel_givesEachSideTheNewestOfTheOther() {
    val channel = Channel.conflated<Int>()

    mixed {
      elements.forEach(channel::send)
      assertThat(await(kotlin.future { channel.kotlin().receive() })).isEqualTo(499)
      kotlin.launch { elements.reversed().forEach { channel.kotlin().send(it) } }
      yieldNow()
      assertThat(channel.receive()).isZero()
    }
  }

  @Test
  fun waitingReceivers_areServedInTheirOrder_whateverTheyAre() {
    val channel = Channel.rendezvous<Int>()
    val served = mutableListOf<String>()

    mixed {
      for (i in 1..4) {
        if (i % 2 == 0) java.launch { served += "java $i got ${channel.receive()}" }
        else kotlin.launch { served += "kotlin $i got ${channel.kotlin().receive()}" }
        yieldNow()
      }
      for (i in 1..4) {
        assertThat(channel.trySend(i).isSent).isTrue()
      }
    }

    assertThat(served)
      .containsExactly("kotlin 1 got 1", "java 2 got 2", "kotlin 3 got 3", "java 4 got 4")
  }

  @Test
  fun waitingSenders_areServedInTheirOrder_whateverTheyAre() {
    val channel = Channel.buffered<Int>(1)

    mixed {
      channel.send(0)
      for (i in 1..4) {
        if (i % 2 == 0) java.launch { channel.send(i) }
        else kotlin.launch { channel.kotlin().send(i) }
        yieldNow()
      }
      val received = List(3) { channel.receive() }
      assertThat(received).containsExactly(0, 1, 2)
      channel.close()
      assertThat(await(kotlin.future { channel.kotlin().toList() })).containsExactly(3, 4)
    }
  }

  @Test
  fun futures_areCompletedFromKotlin() {
    val channel = Channel.rendezvous<Int>()

    mixed {
      val receiving = channel.receiveAsync()
      kotlin.launch { channel.kotlin().send(1) }
      assertThat(await(receiving)).isEqualTo(1)
      val sending = channel.sendAsync(2)
      assertThat(await(kotlin.future { channel.kotlin().receive() })).isEqualTo(2)
      await(sending)
    }
  }
}
