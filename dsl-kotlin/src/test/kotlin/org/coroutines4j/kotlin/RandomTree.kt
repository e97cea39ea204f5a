package org.coroutines4j.kotlin

import java.time.Duration.ofMillis
import java.time.Duration.ofNanos
import java.util.concurrent.Callable
import java.util.concurrent.CancellationException
import java.util.concurrent.atomic.AtomicInteger
import kotlin.random.Random
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.async
import kotlinx.coroutines.awaitCancellation
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.delay
import kotlinx.coroutines.launch
import kotlinx.coroutines.supervisorScope
import kotlinx.coroutines.withTimeoutOrNull
import org.coroutines4j.Async
import org.coroutines4j.Async.supervisorScope as javaSupervisorScope
import org.coroutines4j.Async.taskScope
import org.coroutines4j.TaskScope
import org.coroutines4j.testkit.Poll

/** The failures of these trees. */
class Planned(message: String) : RuntimeException(message)

/**
 * A tree of scopes of both languages, one in the other, whose leaves wait, fail, end, or cancel
 * what they are in. [live] counts the pieces of work that have begun and not ended.
 */
class RandomTree(private val random: Random, private val live: AtomicInteger) {
  private fun <T> counted(work: () -> T): T {
    live.incrementAndGet()
    try {
      return work()
    } finally {
      live.decrementAndGet()
    }
  }

  /** Waits indefinitely, counted as live. */
  suspend fun waitCounted() {
    live.incrementAndGet()
    try {
      awaitCancellation()
    } finally {
      live.decrementAndGet()
    }
  }

  fun awaitLive() {
    Poll.until { live.get() > 0 }
  }

  private fun next(bound: Int): Int = synchronized(random) { random.nextInt(bound) }

  /** Called from Java code. */
  fun java(depth: Int): Unit = counted {
    when (if (depth == 0) 0 else next(7)) {
      0 -> javaLeaf()
      1 -> taskScope().run { children(it, depth) }
      2 -> javaSupervisorScope().onFailure { _, _ -> }.run { children(it, depth) }
      3 -> Async.withTimeoutOrEmpty(ofMillis(next(4).toLong())) { true.also { java(depth - 1) } }
      4 -> taskScope().run { scope -> scope.asCoroutineScope().launch { kotlin(depth - 1) } }
      else -> Suspend.await<Unit> { kotlin(depth - 1) }
    }
  }

  private fun children(scope: TaskScope, depth: Int) {
    repeat(1 + next(3)) {
      when (next(3)) {
        0 -> scope.async(Callable { java(depth - 1) })
        1 -> Suspend.async<Unit>(scope) { kotlin(depth - 1) }
        else -> scope.asCoroutineScope().launch { kotlin(depth - 1) }
      }
    }
    if (next(6) == 0) scope.cancel("random")
    if (next(8) == 0) throw Planned("body")
  }

  private fun javaLeaf() {
    when (next(6)) {
      0 -> throw Planned("java leaf")
      1 -> Async.delay(ofNanos(next(2_000_000).toLong()))
      2 -> Async.blocking(Callable { Thread.sleep(next(2).toLong()) })
      3 -> Async.yieldNow()
      else -> {}
    }
  }

  /** Called from coroutines. */
  suspend fun kotlin(depth: Int) {
    live.incrementAndGet()
    try {
      when (if (depth == 0) 0 else next(6)) {
        0 -> kotlinLeaf()
        1 -> coroutineScope { children(depth) }
        2 -> supervisorScope { quietChildren(depth) }
        3 -> withTimeoutOrNull(next(4).toLong()) { kotlin(depth - 1) }
        else -> callJava(Callable { java(depth - 1) })
      }
    } finally {
      live.decrementAndGet()
    }
  }

  private fun CoroutineScope.children(depth: Int) {
    repeat(1 + next(3)) {
      when (next(2)) {
        0 -> asTaskScope().async(Callable { java(depth - 1) })
        else -> launch { kotlin(depth - 1) }
      }
    }
    if (next(8) == 0) throw Planned("scope")
  }

  private fun CoroutineScope.quietChildren(depth: Int) {
    repeat(1 + next(3)) {
      when (next(2)) {
        0 -> asTaskScope().async(Callable { java(depth - 1) })
        else -> async { kotlin(depth - 1) }
      }
    }
  }

  private suspend fun kotlinLeaf() {
    when (next(5)) {
      0 -> throw Planned("kotlin leaf")
      1 -> delay(next(3).toLong())
      2 -> throw CancellationException("a leaf cancels itself")
      else -> {}
    }
  }
}
