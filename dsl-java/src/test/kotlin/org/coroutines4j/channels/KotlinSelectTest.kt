package org.coroutines4j.channels

import java.util.Collections
import java.util.concurrent.CompletableFuture
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.channels.Channel as KotlinChannel
import kotlinx.coroutines.future.future
import kotlinx.coroutines.launch
import kotlinx.coroutines.selects.select as kotlinSelect
import org.assertj.core.api.Assertions.assertThat
import org.coroutines4j.Async.await
import org.coroutines4j.Async.select
import org.coroutines4j.Async.selectRun
import org.coroutines4j.Async.yieldNow
import org.coroutines4j.Dispatchers as JavaDispatchers
import org.junit.jupiter.api.Test

/** Selects of both languages on the same channels. */
class KotlinSelectTest {
  private val a = Channel.rendezvous<Int>()
  private val b = Channel.rendezvous<Int>()

  private suspend fun kotlinReceive(): Int = kotlinSelect {
    a.kotlin().onReceive { it }
    b.kotlin().onReceive { it }
  }

  private suspend fun kotlinSend(element: Int): KotlinChannel<Int> = kotlinSelect {
    a.kotlin().onSend(element) { it as KotlinChannel<Int> }
    b.kotlin().onSend(element) { it as KotlinChannel<Int> }
  }

  private fun javaReceive(): Int = select().onReceive(a) { it }.onReceive(b) { it }.await()

  private fun javaSend(element: Int) =
    selectRun().onSend(a, element) {}.onSend(b, element) {}.await()

  @Test
  fun waitingJavaSelect_isMetByAKotlinSelect() {
    mixed {
      val receiving = java.async { javaReceive() }
      yieldNow()
      await(kotlin.future { kotlinSend(1) })
      assertThat(receiving.await()).isEqualTo(1)
    }
    assertNothingIsLeft()
  }

  @Test
  fun waitingKotlinSelect_isMetByAJavaSelect() {
    mixed {
      val receiving = kotlin.future { kotlinReceive() }
      yieldNow()
      javaSend(1)
      assertThat(await(receiving)).isEqualTo(1)
    }
    assertNothingIsLeft()
  }

  @Test
  fun selectsOfBothSides_areServedInTheirOrder() {
    val served = mutableListOf<String>()

    mixed {
      for (i in 1..4) {
        if (i % 2 == 0) java.launch { served += "java $i got ${javaReceive()}" }
        else kotlin.launch { served += "kotlin $i got ${kotlinReceive()}" }
        yieldNow()
      }
      for (i in 1..4) {
        val channel = if (i <= 2) a else b
        assertThat(channel.trySend(i).isSent).isTrue()
        yieldNow()
      }
    }

    assertThat(served)
      .containsExactly("kotlin 1 got 1", "java 2 got 2", "kotlin 3 got 3", "java 4 got 4")
    assertNothingIsLeft()
  }

  @Test
  fun selectThatLost_leavesTheElementToTheOtherSide() {
    mixed {
      val losing = java.async { javaReceive() }
      yieldNow()
      val next = kotlin.future { kotlinReceive() }
      yieldNow()
      losing.cancel()
      javaSend(1)
      assertThat(await(next)).isEqualTo(1)
    }
    assertNothingIsLeft()
  }

  @Test
  fun queueClause_isWokenFromKotlin() {
    val queue = AsyncQueue.fifo<Int>(1)

    mixed {
      val choosing = java.async { select().onReceive(a) { it }.onReceive(queue) { it }.await() }
      yieldNow()
      kotlin.launch { assertThat(queue.tryPut(1)).isTrue() }
      assertThat(choosing.await()).isEqualTo(1)
    }
    assertNothingIsLeft()
  }

  @Test
  fun manySelects_exchangeEachElementOnce() {
    val elements = (0 until 2_000).toList()
    val received = Collections.synchronizedList(mutableListOf<Int>())
    val half = elements.size / 2

    mixed(JavaDispatchers.virtual()) {
      val kotlinDone = CompletableFuture<Unit>()
      kotlin.launch(Dispatchers.Default) { repeat(half) { received += kotlinReceive() } }
      kotlin.launch(Dispatchers.Default) {
        elements.take(half).forEach { kotlinSend(it) }
        kotlinDone.complete(Unit)
      }
      java.launch { repeat(half) { received += javaReceive() } }
      elements.drop(half).forEach { javaSend(it) }
      await(kotlinDone)
    }

    assertThat(received).containsExactlyInAnyOrderElementsOf(elements)
    assertNothingIsLeft()
  }

  private fun assertNothingIsLeft() {
    for (channel in listOf(a, b)) {
      assertThat(channel.tryReceive()).isInstanceOf(ReceiveResult.Empty::class.java)
      assertThat(channel.trySend(1).isSent).isFalse()
    }
  }
}
