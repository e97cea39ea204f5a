package org.coroutines4j.kotlin

import java.util.concurrent.CopyOnWriteArrayList
import kotlinx.coroutines.CoroutineStart.UNDISPATCHED
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.cancelAndJoin
import kotlinx.coroutines.flow.MutableSharedFlow
import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.first
import kotlinx.coroutines.flow.update
import kotlinx.coroutines.joinAll
import kotlinx.coroutines.launch
import org.assertj.core.api.Assertions.assertThat
import org.coroutines4j.channels.Overflow
import org.coroutines4j.flow.MutableSharedFlow as JavaSharedFlow
import org.coroutines4j.flow.MutableStateFlow as JavaStateFlow
import org.coroutines4j.testkit.Rounds
import org.coroutines4j.testkit.runBlocking
import org.junit.jupiter.api.Tag
import org.junit.jupiter.api.Test

/** Hot flows that both languages emit into are the same flow, seen from two sides. */
@Tag("stress")
class MutableHotFlowsTest {
  @Test
  fun flow_thereAndBack_isTheSame() {
    val state = MutableStateFlow(1)
    assertThat(state.asAsyncMutableStateFlow().asMutableStateFlow()).isSameAs(state)
    val shared = MutableSharedFlow<Int>(1)
    assertThat(shared.asAsyncMutableSharedFlow().asMutableSharedFlow()).isSameAs(shared)
  }

  @Test
  fun state_isChangedFromBothSides() {
    val java = JavaStateFlow.create(1)
    val kotlin = java.asMutableStateFlow()
    kotlin.value = 2
    kotlin.update { it + 1 }
    assertThat(java.value()).isEqualTo(3)
    java.updateAndGet { it * 2 }
    assertThat(kotlin.value).isEqualTo(6)
    assertThat(MutableStateFlow("a").asAsyncMutableStateFlow().apply { set("b") }.value())
      .isEqualTo("b")
  }

  @Test
  fun sharedFlow_takesValuesFromBothSides() {
    assertEmits(JavaSharedFlow.create(2))
    assertEmits(JavaSharedFlow.create(0, 2, Overflow.SUSPEND))
    assertEmits(JavaSharedFlow.create(0))
    assertEmits(MutableSharedFlow<String>(2).asAsyncMutableSharedFlow())
  }

  private fun assertEmits(java: JavaSharedFlow<String>) {
    val kotlin = java.asMutableSharedFlow()
    val seen = CopyOnWriteArrayList<String>()
    runBlocking(Dispatchers.Default) {
      val collector = launch { kotlin.collect { seen += it } }
      kotlin.subscriptionCount.first { it == 1 }
      assertThat(java.collectors()).isEqualTo(1)
      kotlin.emit("kotlin")
      launch(Dispatchers.IO) { java.emit("java") }.join()
      while (seen.size < 2) kotlinx.coroutines.yield()
      collector.cancelAndJoin()
      kotlin.subscriptionCount.first { it == 0 }
    }
    assertThat(seen).containsExactly("kotlin", "java")
    assertThat(kotlin.replayCache).isEqualTo(java.replayed())
  }

  /** kotlinx's own flow without a buffer loses values, or hangs, after that. */
  @Test
  fun rendezvousEmitter_cancelledAsItIsCollected_losesNothing() {
    val flow = JavaSharedFlow.create<String>(0).asMutableSharedFlow()
    val rounds = Rounds.atLeast(30)
    val seen = CopyOnWriteArrayList<String>()
    runBlocking(Dispatchers.Default) {
      val collector =
        launch(start = UNDISPATCHED) {
          flow.collect {
            kotlinx.coroutines.yield()
            seen += it
          }
        }
      while (rounds.next()) {
        seen.clear()
        val returned = CopyOnWriteArrayList<String>()
        val emitters =
          List(3) { i ->
            launch {
              flow.emit("$i")
              returned += "$i"
            }
          }
        launch { emitters[1].cancel(null) }
        joinAll(*emitters.toTypedArray())
        flow.emit("last")
        while ("last" !in seen) kotlinx.coroutines.yield()
        assertThat(seen).containsAll(returned).doesNotHaveDuplicates()
        assertThat(seen).contains("0", "2")
      }
      collector.cancelAndJoin()
    }
  }

  @Test
  fun rendezvousFlow_withoutCollectors_dropsValues() {
    val flow = JavaSharedFlow.create<Int>(0).asMutableSharedFlow()
    runBlocking { flow.emit(1) }
    assertThat(flow.tryEmit(2)).isTrue()
    assertThat(flow.replayCache).isEmpty()
  }
}
