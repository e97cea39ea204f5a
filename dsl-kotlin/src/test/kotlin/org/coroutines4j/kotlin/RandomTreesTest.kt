package org.coroutines4j.kotlin

import java.util.concurrent.CancellationException
import java.util.concurrent.atomic.AtomicInteger
import kotlin.random.Random
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.Job
import kotlinx.coroutines.cancelAndJoin
import kotlinx.coroutines.launch
import org.assertj.core.api.Assertions.assertThat
import org.assertj.core.api.Assertions.assertThatThrownBy
import org.coroutines4j.TaskFailedException
import org.coroutines4j.testkit.Rounds
import org.coroutines4j.testkit.runBlocking
import org.junit.jupiter.api.Tag
import org.junit.jupiter.api.Test

/**
 * Many random trees of both languages: when the root returns, however it does, nobody below is
 * left. The check for leaks after each test looks for Jobs and threads of bodies, too.
 */
@Tag("stress")
class RandomTreesTest {
  private val seed = System.nanoTime()

  private var ended = 0
  private var failed = 0

  private fun walk(rounds: Rounds, root: (RandomTree) -> Unit) {
    val random = Random(seed)
    while (rounds.next()) {
      val round = rounds.count()
      val live = AtomicInteger()
      try {
        root(RandomTree(random, live))
        ended++
      } catch (e: Throwable) {
        assertThat(causes(e)).describedAs("seed %s, round %s", seed, round).anyMatch(::isPlanned)
        failed++
      }
      assertThat(live).describedAs("live, seed %s, round %s", seed, round).hasValue(0)
    }
  }

  private fun manyRounds() = Rounds.atLeast(100).until { ended > 0 && failed > 0 }

  private fun causes(e: Throwable) = generateSequence(e) { it.cause }.take(20).toList()

  private fun isPlanned(e: Throwable) =
    e is Planned || e is CancellationException || e is TaskFailedException

  /** A root that starts a coroutine without a parent. */
  @Test
  fun plantedLeak_isFound() {
    var leaked: Job? = null
    assertThatThrownBy {
        walk(Rounds.between(1, 1)) { tree ->
          leaked = CoroutineScope(Dispatchers.Default).launch { tree.waitCounted() }
          tree.awaitLive()
        }
      }
      .isInstanceOf(AssertionError::class.java)
      .hasMessageContaining("live, seed $seed")
    runBlocking { leaked?.cancelAndJoin() }
  }

  @Test
  fun treesBelowJava_leaveNoTaskBehind() {
    walk(manyRounds()) { it.java(5) }
    assertThat(listOf(ended, failed)).`as`("ended and failed").doesNotContain(0)
  }

  @Test
  fun treesBelowKotlin_leaveNoTaskBehind() {
    walk(manyRounds()) { tree -> runBlocking(Dispatchers.Default) { tree.kotlin(5) } }
    assertThat(listOf(ended, failed)).`as`("ended and failed").doesNotContain(0)
  }
}
