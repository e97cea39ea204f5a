package org.coroutines4j.kotlin

import java.io.IOException
import java.io.UncheckedIOException
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.cancelAndJoin
import kotlinx.coroutines.launch
import org.assertj.core.api.Assertions.assertThat
import org.coroutines4j.Async.taskScope
import org.coroutines4j.testkit.runBlocking
import org.junit.jupiter.api.Tag
import org.junit.jupiter.params.ParameterizedTest
import org.junit.jupiter.params.provider.Arguments
import org.junit.jupiter.params.provider.EnumSource
import org.junit.jupiter.params.provider.MethodSource

/**
 * Five levels of both languages, with supervisors at every place: who is cancelled, who hears of a
 * failure, and that each level ends after what is in it.
 */
@Tag("full")
class FiveLevelsTest {
  companion object {
    @JvmStatic
    fun shapes(): List<Arguments> =
      FiveLevels.shapes().flatMap { shape -> Crossing.entries.map { Arguments.of(shape, it) } }
  }

  private val levels = 0..4

  @ParameterizedTest
  @MethodSource("shapes")
  fun cancellationFromTheTop_reachesTheBottom_andIsWaitedFor(
    shape: List<Block>,
    crossing: Crossing,
  ) {
    val inJava = FiveLevels(shape, crossing)
    taskScope().run { scope ->
      val top = scope.launch { inJava.runInJava() }
      inJava.allWait.asTask().await()
      top.cancel()
      top.join()
      assertEnds(inJava.log, cancelled = levels.toSet())
    }
    val inKotlin = FiveLevels(shape, crossing)
    runBlocking(Dispatchers.Default) {
      val top = launch { inKotlin.runInKotlin() }
      inKotlin.allWait.await()
      top.cancelAndJoin()
      assertEnds(inKotlin.log, cancelled = levels.toSet())
    }
    assertThat(inJava.told + inKotlin.told).isEmpty()
  }

  /** All have ended, each inside the one around it. */
  private fun assertEnds(log: List<String>, cancelled: Set<Int>) {
    val waiters = levels.map { if (it in cancelled) "cancelled $it" else "done $it" }
    val ends = levels.map { "end $it" }
    assertThat(log).containsExactlyInAnyOrderElementsOf(waiters + ends)
    assertThat(log.filter { it in ends }).isEqualTo(ends.reversed())
    for (level in levels) assertThat(log.indexOf(waiters[level]))
      .isLessThan(log.indexOf(ends[level]))
  }

  @ParameterizedTest
  @MethodSource("shapes")
  fun failureAtEachLevel_goesToTheEnclosingSupervisor(shape: List<Block>, crossing: Crossing) {
    for (level in levels) for (inJava in listOf(true, false)) {
      val failure = IllegalStateException("at $level, in Java: $inJava")
      val tree = FiveLevels(shape, crossing, Failing(level, inJava, failure))
      val thrown = run(shape, tree)
      val supervisor = (level downTo 0).firstOrNull { shape[it].supervises }
      if (supervisor == null) {
        assertSameOrCopy(thrown, failure)
        assertThat(tree.told).isEmpty()
        assertEnds(tree.log, cancelled = levels.toSet())
      } else {
        assertThat(thrown).isNull()
        assertThat(tree.told.map { it.first }).containsExactly(supervisor)
        assertSameOrCopy(tree.told.single().second, failure)
        val below = if (supervisor == level) emptySet() else (supervisor + 1..4).toSet()
        assertEnds(tree.log, cancelled = below)
      }
    }
  }

  private fun run(shape: List<Block>, tree: FiveLevels): Throwable? = runCatching {
    if (shape[0].java) tree.runInJava() else runBlocking(Dispatchers.Default) { tree.runInKotlin() }
  }
    .exceptionOrNull()

  /** kotlinx recovers stack traces by copies, where assertions are on. */
  private fun assertSameOrCopy(thrown: Throwable?, failure: Throwable) {
    if (System.getProperty("coroutines4j.test.recovery") == "off") {
      assertThat(thrown).isSameAs(failure)
    } else {
      assertThat(thrown).hasSameClassAs(failure).hasMessage(failure.message)
      assertThat(causes(thrown)).anyMatch { it === failure }
    }
  }

  private fun causes(thrown: Throwable?) = generateSequence(thrown) { it.cause }.take(20).toList()

  /**
   * Java code wraps a checked exception, once; Kotlin code, where no Java was between, does not.
   */
  @ParameterizedTest
  @EnumSource(Crossing::class)
  fun checkedFailure_isWrappedOnceByJava_andNotByKotlin(crossing: Crossing) {
    for (shape in FiveLevels.shapes().filter { shape -> shape.none { it.supervises } }) {
      for (level in levels) for (inJava in listOf(true, false)) {
        val failure = IOException("no network")
        val thrown = run(shape, FiveLevels(shape, crossing, Failing(level, inJava, failure)))
        assertThat(causes(thrown)).anyMatch { it === failure }
        if (level == 0 && !shape[0].java) {
          assertSameOrCopy(thrown, failure)
        } else {
          assertThat(thrown).isExactlyInstanceOf(UncheckedIOException::class.java)
          assertThat(causes(thrown).dropWhile { it is UncheckedIOException }).noneMatch {
            it is UncheckedIOException
          }
        }
        if (System.getProperty("coroutines4j.test.recovery") == "off") {
          assertThat(causes(thrown)).hasSize(if (thrown === failure) 1 else 2)
        }
      }
    }
  }
}
