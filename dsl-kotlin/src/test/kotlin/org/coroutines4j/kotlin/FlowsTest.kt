package org.coroutines4j.kotlin

import java.time.Duration.ofMillis
import java.util.concurrent.CompletableFuture
import java.util.concurrent.CopyOnWriteArrayList
import java.util.concurrent.atomic.AtomicInteger
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.async
import kotlinx.coroutines.awaitAll
import kotlinx.coroutines.channels.Channel
import kotlinx.coroutines.delay
import kotlinx.coroutines.flow.MutableSharedFlow
import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.first
import kotlinx.coroutines.flow.flow
import kotlinx.coroutines.flow.map
import kotlinx.coroutines.flow.take
import kotlinx.coroutines.flow.toList
import org.assertj.core.api.Assertions.assertThat
import org.assertj.core.api.Assertions.assertThatThrownBy
import org.coroutines4j.Async
import org.coroutines4j.flow.AsyncFlow
import org.coroutines4j.testkit.runBlocking
import org.junit.jupiter.api.Tag
import org.junit.jupiter.api.Test

/** Flows and channels in both directions. */
@Tag("exceptions")
class FlowsTest {
  private val log = CopyOnWriteArrayList<String>()

  private val kotlinFlow = flow {
    try {
      for (i in 1..1000) {
        delay(1)
        emit(i)
      }
    } finally {
      log += "closed"
    }
  }

  @Test
  fun kotlinFlow_isIteratedByJava_andClosed() {
    kotlinFlow.asAsyncFlow().iterator().use { numbers ->
      assertThat(numbers.next()).isEqualTo(1)
      assertThat(numbers.next()).isEqualTo(2)
    }
    assertThat(log).containsExactly("closed")
    assertThat(kotlinFlow.asAsyncFlow().map { it * 2 }.take(3).toList()).containsExactly(2, 4, 6)
  }

  private val javaFlow: AsyncFlow<Int> = AsyncFlow.generate { out ->
    try {
      var i = 1
      while (true) {
        Async.delay(ofMillis(1)) // waits as Java code does
        out.emit(i++)
      }
    } finally {
      log += "closed"
    }
  }

  @Test
  fun javaFlow_isCollectedByKotlin_onEveryDispatcher() {
    for (dispatcher in listOf(Dispatchers.Default, Dispatchers.IO, Dispatchers.Unconfined)) {
      val seen = runBlocking(dispatcher) { javaFlow.asFlow().map { it * 10 }.take(3).toList() }
      assertThat(seen).containsExactly(10, 20, 30)
    }
    val seen = runBlocking { javaFlow.map { it + 1 }.asFlow().first() }
    assertThat(seen).isEqualTo(2)
    assertThat(log).containsExactly("closed", "closed", "closed", "closed")
  }

  /** Each waits until all have come, which they would not if one held a worker meanwhile. */
  @Test
  fun manyJavaFlows_doNotBlockTheWorkers() {
    val flows = 50 // many times the number of workers
    val waiting = AtomicInteger()
    val allWait = CompletableFuture<Int>()
    val flow =
      AsyncFlow.generate<Int> { out ->
        if (waiting.incrementAndGet() == flows) allWait.complete(1)
        out.emit(Async.await(allWait))
      }
    val values =
      runBlocking(Dispatchers.Default) {
        List(flows) { async { flow.asFlow().first() } }.awaitAll()
      }
    assertThat(values).hasSize(flows).containsOnly(1)
  }

  @Test
  fun failure_passesTheBorder_inBothDirections() {
    val failure = IllegalStateException("broken")
    val failing = flow<Int> { throw failure }
    assertThatThrownBy { failing.asAsyncFlow().toList() }.isSameAs(failure)
    val javaFailing = AsyncFlow.generate<Int> { throw failure }
    val caught = runBlocking { runCatching { javaFailing.asFlow().toList() }.exceptionOrNull() }
    assertThat(caught === failure || caught?.cause === failure).isTrue()
  }

  @Test
  fun hotFlows_areTheSameObject() {
    val state = MutableStateFlow(1)
    val ours = KotlinInterop.fromMutableStateFlow(state)
    ours.set(2)
    assertThat(state.value).isEqualTo(2)
    assertThat(state.asAsyncStateFlow().value()).isEqualTo(2)
    assertThat(ours.asStateFlow()).isSameAs(state)

    val shared = MutableSharedFlow<Int>(replay = 1)
    KotlinInterop.fromMutableSharedFlow(shared).emit(7)
    assertThat(shared.asAsyncSharedFlow().first()).isEqualTo(7)
    assertThat(shared.asAsyncSharedFlow().replayed()).containsExactly(7)
  }

  @Test
  fun channel_isTheSameObject() {
    val channel = Channel<Int>(2)
    val ours = channel.asAsyncChannel()
    ours.send(1)
    assertThat(channel.tryReceive().getOrNull()).isEqualTo(1)
    assertThat(ours.asChannel()).isSameAs(channel)
    runBlocking { channel.send(2) }
    assertThat(channel.asAsyncReceiveChannel().receive()).isEqualTo(2)
    channel.asAsyncSendChannel().send(3)
    assertThat(ours.asReceiveChannel()).isSameAs(channel)
    assertThat(ours.asSendChannel()).isSameAs(channel)
    channel.close(null)
    assertThat(ours.isClosedForSend).isTrue()
  }
}
