package org.coroutines4j.kotlin

import java.util.concurrent.Callable
import java.util.concurrent.CancellationException
import java.util.concurrent.CopyOnWriteArrayList
import java.util.concurrent.atomic.AtomicInteger
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.CoroutineExceptionHandler
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.launch
import kotlinx.coroutines.supervisorScope
import kotlinx.coroutines.withContext
import org.coroutines4j.Async.supervisorScope as javaSupervisorScope
import org.coroutines4j.Async.taskScope
import org.coroutines4j.TaskScope

/** A block of either language. */
enum class Block(val java: Boolean, val supervises: Boolean) {
  JAVA_SCOPE(true, false),
  JAVA_SUPERVISOR(true, true),
  KOTLIN_SCOPE(false, false),
  KOTLIN_SUPERVISOR(false, true),
}

/** Something that goes wrong beside the block of [level], when everybody waits. */
class Failing(val level: Int, val inJava: Boolean, val failure: Exception)

/** How one leads from a block to that of the other language in it. */
enum class Crossing {
  /** By a child of the other language: a coroutine in a scope of Java, a Java task in Kotlin's. */
  BY_CHILD,
  /** By a call, in a child of the same language. */
  BY_CALL,
}

/**
 * Five blocks, each but the first in a child of the one around it. Each has another child, which
 * waits until all is [over].
 */
class FiveLevels(
  private val blocks: List<Block>,
  private val crossing: Crossing,
  private val failing: Failing? = null,
) {
  /** What became of the waiters and of the blocks, in chronological order. */
  val log = CopyOnWriteArrayList<String>()

  /** What supervisors heard, each with its level. */
  val told = CopyOnWriteArrayList<Pair<Int, Throwable>>()

  /** Everybody waits. */
  val allWait = CompletableDeferred<Unit>()
  private val over = CompletableDeferred<Unit>()
  private val waiting = AtomicInteger()

  /** From Java code. */
  fun runInJava(level: Int = 0) {
    if (blocks[level].java) java(level) else Suspend.await<Unit> { kotlin(level) }
  }

  /** From a coroutine. */
  suspend fun runInKotlin(level: Int = 0) {
    if (blocks[level].java) callJava(Callable { java(level) }) else kotlin(level)
  }

  private fun java(level: Int) {
    try {
      val scope =
        if (blocks[level].supervises) javaSupervisorScope().onFailure { _, e -> tell(level, e) }
        else taskScope()
      scope.run { javaChildren(it, level) }
    } finally {
      log += "end $level"
    }
  }

  private fun javaChildren(scope: TaskScope, level: Int) {
    scope.launch { noted(level) { over.asTask().await() } }
    if (level + 1 < blocks.size)
      if (crossing == Crossing.BY_CALL) scope.launch { runInJava(level + 1) }
      else scope.asCoroutineScope().launch { runInKotlin(level + 1) }
    fail(level, scope, scope.asCoroutineScope())
  }

  private suspend fun kotlin(level: Int) {
    try {
      if (blocks[level].supervises)
        withContext(CoroutineExceptionHandler { _, e -> tell(level, e) }) {
          supervisorScope { kotlinChildren(level) }
        }
      else coroutineScope { kotlinChildren(level) }
    } finally {
      log += "end $level"
    }
  }

  private fun CoroutineScope.kotlinChildren(level: Int) {
    launch { noted(level) { over.await() } }
    if (level + 1 < blocks.size)
      if (crossing == Crossing.BY_CALL) launch { runInKotlin(level + 1) }
      else asTaskScope().launch { runInJava(level + 1) }
    fail(level, asTaskScope(), this)
  }

  private inline fun noted(level: Int, wait: () -> Unit) {
    try {
      if (waiting.incrementAndGet() == blocks.size) allWait.complete(Unit)
      wait()
      log += "done $level"
    } catch (e: CancellationException) {
      Thread.sleep(1) // a cleanup that takes its time
      log += "cancelled $level"
      throw e
    }
  }

  private fun fail(level: Int, java: TaskScope, kotlin: CoroutineScope) {
    if (failing == null || failing.level != level) return
    if (failing.inJava)
      java.launch {
        allWait.asTask().await()
        throw failing.failure
      }
    else
      kotlin.launch {
        allWait.await()
        throw failing.failure
      }
  }

  private fun tell(level: Int, failure: Throwable) {
    told += level to failure
    over.complete(Unit)
  }

  companion object {
    /** Supervisors at all possible places, in both orders of languages. */
    fun shapes(): List<List<Block>> =
      (0 until 64).map { bits ->
        List(5) { level ->
          val java = (bits shr 5) == level % 2
          val supervises = (bits shr level) and 1 == 1
          Block.entries.first { it.java == java && it.supervises == supervises }
        }
      }
  }
}
