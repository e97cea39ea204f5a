package org.coroutines4j.kotlin

import java.util.concurrent.CancellationException
import java.util.concurrent.atomic.AtomicInteger
import kotlin.random.Random
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.Job
import kotlinx.coroutines.cancelAndJoin
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import org.assertj.core.api.Assertions.assertThat
import org.assertj.core.api.Assertions.assertThatThrownBy
import org.coroutines4j.TaskFailedException
import org.coroutines4j.testkit.Stress
import org.junit.jupiter.api.Test

/**
 * Ten thousand random trees of both languages: when the root returns, however it does, nobody below
 * is left. The check for leaks after each test looks for Jobs and threads of bodies, too.
 */
class RandomTreesTest {
  private val seed = System.nanoTime()

  private fun walk(rounds: Int, root: (RandomTree) -> Unit) {
    val random = Random(seed)
    var ended = 0
    var failed = 0
    repeat(rounds) { round ->
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
    if (rounds > 100) {
      assertThat(ended).isPositive()
      assertThat(failed).isPositive()
    }
  }

  private fun causes(e: Throwable) = generateSequence(e) { it.cause }.take(20).toList()

  private fun isPlanned(e: Throwable) =
    e is Planned || e is CancellationException || e is TaskFailedException

  /** A root that starts something which belongs to nobody. */
  @Test
  fun plantedLeak_isFound() {
    var leaked: Job? = null
    assertThatThrownBy {
        walk(1) { tree ->
          leaked = CoroutineScope(Dispatchers.Default).launch { tree.waitCounted() }
          tree.awaitLive()
        }
      }
      .isInstanceOf(AssertionError::class.java)
      .hasMessageContaining("live, seed $seed")
    runBlocking { leaked?.cancelAndJoin() }
  }

  @Test
  fun treesBelowJava_leaveNobody() {
    walk(Stress.rounds(5_000)) { it.java(5) }
  }

  @Test
  fun treesBelowKotlin_leaveNobody() {
    walk(Stress.rounds(5_000)) { tree -> runBlocking(Dispatchers.Default) { tree.kotlin(5) } }
  }
}
