package org.coroutines4j.kotlin

import java.io.IOException
import java.time.Duration.ofMillis
import java.time.Duration.ofSeconds
import java.util.concurrent.CopyOnWriteArrayList
import java.util.concurrent.CountDownLatch
import java.util.concurrent.Executors
import java.util.concurrent.atomic.AtomicInteger
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.CoroutineDispatcher
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.asCoroutineDispatcher
import kotlinx.coroutines.async
import kotlinx.coroutines.awaitAll
import kotlinx.coroutines.awaitCancellation
import kotlinx.coroutines.cancelAndJoin
import kotlinx.coroutines.delay
import kotlinx.coroutines.flow.first
import kotlinx.coroutines.flow.flowOn
import kotlinx.coroutines.flow.map
import kotlinx.coroutines.flow.take
import kotlinx.coroutines.flow.toList
import kotlinx.coroutines.launch
import org.assertj.core.api.Assertions.assertThat
import org.assertj.core.api.Assertions.assertThatThrownBy
import org.coroutines4j.Async
import org.coroutines4j.flow.AsyncFlow
import org.coroutines4j.flow.Emitter
import org.coroutines4j.testkit.limitedTo
import org.coroutines4j.testkit.runBlocking
import org.junit.jupiter.api.AfterAll
import org.junit.jupiter.api.Test
import org.junit.jupiter.params.ParameterizedTest
import org.junit.jupiter.params.provider.MethodSource

/** Java's generators, collected by coroutines that know nothing of this library. */
class GeneratorsTest {
  class Where(private val name: String, val dispatcher: CoroutineDispatcher) {
    override fun toString(): String = name
  }

  companion object {
    private val executor = Executors.newSingleThreadExecutor()

    @JvmStatic
    fun everywhere(): List<Where> =
      listOf(
        Where("Default", Dispatchers.Default),
        Where("one of Default", Dispatchers.Default.limitedTo(1)),
        Where("IO", Dispatchers.IO),
        Where("Unconfined", Dispatchers.Unconfined),
        Where("a thread of its own", executor.asCoroutineDispatcher()),
      )

    @JvmStatic
    @AfterAll
    fun shutDown() {
      executor.shutdownNow()
    }
  }

  private val log = CopyOnWriteArrayList<Any>()

  private fun generator(body: (Emitter<Int>) -> Unit): AsyncFlow<Int> = AsyncFlow.generate { out ->
    try {
      body(out)
    } finally {
      log += "closed"
    }
  }

  private fun endless(wait: () -> Unit = {}) = generator { out ->
    var i = 0
    while (true) {
      out.emit(++i)
      wait()
    }
  }

  @ParameterizedTest
  @MethodSource("everywhere")
  fun values_comeInOrder_whileTheGeneratorBlocks(where: Where) {
    val numbers = generator { out ->
      for (i in 1..5) {
        Thread.sleep(1)
        Async.delay(ofMillis(1)) // which a worker is refused
        out.emit(i)
      }
    }
    val seen = runBlocking(where.dispatcher) { numbers.asFlow().map { it * 2 }.toList() }
    assertThat(seen).containsExactly(2, 4, 6, 8, 10)
    assertThat(log).containsExactly("closed")
  }

  @ParameterizedTest
  @MethodSource("everywhere")
  fun collectorThatHasEnough_closesTheGenerator(where: Where) {
    val seen = runBlocking(where.dispatcher) { endless().asFlow().take(3).toList() }
    assertThat(seen).containsExactly(1, 2, 3)
    assertThat(log).containsExactly("closed")
  }

  @ParameterizedTest
  @MethodSource("everywhere")
  fun cancelledCollector_closesTheGenerator_whateverThatIsDoing(where: Where) {
    val waits =
      listOf<() -> Unit>(
        { Async.delay(ofSeconds(60)) },
        { Thread.sleep(60_000) },
        { Async.taskScope().run { scope -> scope.launch { Async.delay(ofSeconds(60)) } } },
      )
    for (wait in waits) runBlocking {
      val first = CompletableDeferred<Int>()
      val collector =
        launch(where.dispatcher) { endless(wait).asFlow().collect { first.complete(it) } }
      first.await()
      collector.cancelAndJoin()
      log += "joined"
    }
    assertThat(log).containsExactly("closed", "joined", "closed", "joined", "closed", "joined")
  }

  /** The generator stands in its emit. */
  @ParameterizedTest
  @MethodSource("everywhere")
  fun collectorCancelledInItsOwnCode_closesTheGenerator(where: Where) {
    runBlocking {
      val first = CompletableDeferred<Int>()
      val collector =
        launch(where.dispatcher) {
          endless().asFlow().collect {
            first.complete(it)
            awaitCancellation()
          }
        }
      first.await()
      collector.cancelAndJoin()
    }
    assertThat(log).containsExactly("closed")
  }

  @ParameterizedTest
  @MethodSource("everywhere")
  fun checkedFailure_reachesTheCollector(where: Where) {
    val failure = IOException("no network")
    val failing = generator { out -> out.emit(1).also { throw failure } }
    val thrown =
      runBlocking(where.dispatcher) {
        runCatching { failing.asFlow().collect { log += it } }.exceptionOrNull()
      }
    assertThat(generateSequence(thrown) { it.cause }.toList()).anyMatch { it === failure }
    assertThat(log).containsExactlyInAnyOrder(1, "closed")
    assertThat(log).contains(1) // before the failure
  }

  /** A collector that takes one value costs the generator one. */
  @ParameterizedTest
  @MethodSource("everywhere")
  fun generator_doesNotRunAheadOfItsCollector(where: Where) {
    val emitted = AtomicInteger()
    val counting = generator { out -> while (true) out.emit(emitted.incrementAndGet()) }
    assertThat(runBlocking(where.dispatcher) { counting.asFlow().first() }).isEqualTo(1)
    assertThat(emitted).hasValue(1)
  }

  /** Each would take the only worker, if it blocked that. */
  @Test
  fun manyGenerators_thatWaitForEachOther_onOneWorker() {
    val all = CountDownLatch(20)
    val meeting = generator { out ->
      all.countDown()
      all.await()
      out.emit(1)
    }
    val one = Dispatchers.Default.limitedTo(1)
    val sum =
      runBlocking(one) {
        List(20) { async { meeting.asFlow().toList().single() } }.awaitAll().sum()
      }
    assertThat(sum).isEqualTo(20)
    assertThat(log).hasSize(20)
  }

  /** Java pulls from Kotlin, which collects Java, and so on. */
  @Test
  fun generatorsOfFlowsOfGenerators() {
    var numbers: AsyncFlow<Int> = ticks(10, log).asAsyncFlow()
    repeat(3) {
      val inner = numbers.asFlow().map { it.also { delay(1) } }.flowOn(Dispatchers.Default)
      numbers = generator { out -> for (i in inner.asAsyncFlow()) out.emit(i + 1) }
    }
    val collected = numbers.asFlow()
    assertThat(runBlocking(Dispatchers.Default) { collected.toList() })
      .containsExactlyElementsOf(4..13)
    assertThat(runBlocking { collected.take(2).toList() }).containsExactly(4, 5)
    assertThat(log.filter { it == "closed" }).hasSize(8)
  }

  /** Kotlin's `for` pulls as Java's does: it blocks, which a worker must not. */
  @Test
  fun pulling_blocks_andIsRefusedOnAWorker() {
    val numbers = generator { out -> for (i in 1..3) out.emit(i) }
    val seen = runBlocking { buildList { for (i in numbers) add(i) } }
    assertThat(seen).containsExactly(1, 2, 3)
    runBlocking(Dispatchers.Default) {
      assertThatThrownBy { for (i in numbers) log += i }
        .isInstanceOf(IllegalStateException::class.java)
        .hasMessageContaining("Dispatchers.Default")
    }
    assertThat(log).containsExactly("closed")
  }
}
