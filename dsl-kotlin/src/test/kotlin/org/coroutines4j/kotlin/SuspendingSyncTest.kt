package org.coroutines4j.kotlin

import java.util.concurrent.Callable
import java.util.concurrent.CancellationException
import java.util.concurrent.CopyOnWriteArrayList
import java.util.concurrent.atomic.AtomicInteger
import kotlinx.coroutines.CoroutineStart.UNDISPATCHED
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.Job
import kotlinx.coroutines.async
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.currentCoroutineContext
import kotlinx.coroutines.delay
import kotlinx.coroutines.job
import kotlinx.coroutines.joinAll
import kotlinx.coroutines.launch
import kotlinx.coroutines.yield
import org.assertj.core.api.Assertions.assertThat
import org.assertj.core.api.Assertions.assertThatThrownBy
import org.coroutines4j.Async.taskScope
import org.coroutines4j.sync.AsyncBarrier
import org.coroutines4j.sync.AsyncCondition
import org.coroutines4j.sync.AsyncEvent
import org.coroutines4j.sync.AsyncMutex
import org.coroutines4j.sync.AsyncSemaphore
import org.coroutines4j.sync.BarrierBrokenException
import org.coroutines4j.testkit.Rounds
import org.coroutines4j.testkit.runBlocking
import org.junit.jupiter.api.Tag
import org.junit.jupiter.api.Test

/** Coroutines suspend for locks and signals, which they share with Java code, and lose nothing. */
@Tag("stress")
class SuspendingSyncTest {
  /** Cancels [job] and does [other] concurrently; returns when both are done and [job] is over. */
  private suspend fun race(job: Job, other: () -> Unit) {
    coroutineScope {
      launch(Dispatchers.Default) { job.cancel(null) }
      launch(Dispatchers.IO) { other() }
    }
    job.join()
  }

  private fun assertCancelled(waiting: suspend () -> Unit) = runBlocking {
    val seen = CopyOnWriteArrayList<Throwable?>()
    launch {
      currentCoroutineContext().job.cancel(null)
      seen += runCatching { waiting() }.exceptionOrNull()
    }
      .join()
    assertThat(seen).singleElement().isInstanceOf(CancellationException::class.java)
  }

  @Test
  fun withLockSuspending_onFewWorkers_letsOneInAtATime() {
    val mutex = AsyncMutex()
    val inside = AtomicInteger()
    var count = 0
    runBlocking(Dispatchers.Default) {
      List(50) {
          launch {
            mutex.withLockSuspending {
              assertThat(inside.incrementAndGet()).isEqualTo(1)
              delay(1)
              count++
              inside.decrementAndGet()
            }
          }
        }
        .joinAll()
    }
    assertThat(count).isEqualTo(50)
    assertThat(mutex.isLocked).isFalse()
  }

  @Test
  fun withLockSuspending_thatFails_releasesTheLock() {
    val mutex = AsyncMutex()
    val failure = IllegalStateException("broken")
    val thrown = runBlocking {
      runCatching { mutex.withLockSuspending { throw failure } }.exceptionOrNull()
    }
    assertThat(thrown).isSameAs(failure)
    assertThat(mutex.tryLock()).isTrue()
  }

  @Test
  fun lock_ofJavaCode_keepsCoroutinesOut() {
    val mutex = AsyncMutex()
    taskScope().run { scope ->
      mutex.lock()
      val coroutine =
        scope.asCoroutineScope().async {
          mutex.lockSuspending()
          "locked"
        }
      while (!coroutine.isActive) Thread.onSpinWait()
      assertThat(mutex.asMutex().isLocked).isTrue()
      mutex.unlock()
      assertThat(coroutine.asTask().await()).isEqualTo("locked")
      assertThat(mutex.tryLock()).isFalse()
      mutex.unlock()
    }
  }

  @Test
  fun lockSuspending_cancelledAsItGetsTheLock_losesNone() {
    val mutex = AsyncMutex()
    val rounds = Rounds.atLeast(50)
    runBlocking {
      while (rounds.next()) {
        mutex.lock()
        var locked = false
        val waiter =
          launch(Dispatchers.Default, UNDISPATCHED) {
            mutex.lockSuspending()
            locked = true
          }
        race(waiter) { mutex.unlock() }
        assertThat(mutex.isLocked).isEqualTo(locked)
        if (locked) mutex.unlock()
      }
    }
  }

  @Test
  fun acquireSuspending_cancelledAsItGetsAPermit_losesNone() {
    val semaphore = AsyncSemaphore.bounded(2)
    val rounds = Rounds.atLeast(50)
    runBlocking {
      while (rounds.next()) {
        semaphore.acquireSuspending()
        semaphore.acquire()
        var acquired = 0
        val waiter =
          launch(Dispatchers.Default, UNDISPATCHED) {
            semaphore.acquireSuspending()
            acquired++
          }
        race(waiter) { semaphore.release() }
        assertThat(semaphore.availablePermits()).isEqualTo(1 - acquired)
        repeat(1 + acquired) { semaphore.release() }
      }
    }
    assertThat(semaphore.asSemaphore().availablePermits).isEqualTo(2)
  }

  @Test
  fun withPermitSuspending_onFewWorkers_letsSoManyIn() {
    val semaphore = AsyncSemaphore.bounded(3)
    val inside = AtomicInteger()
    runBlocking(Dispatchers.Default) {
      List(30) {
          async {
            semaphore.withPermitSuspending {
              assertThat(inside.incrementAndGet()).isLessThanOrEqualTo(3)
              delay(1)
              inside.decrementAndGet()
            }
          }
        }
        .forEach { it.await() }
    }
    assertThat(semaphore.availablePermits()).isEqualTo(3)
  }

  @Test
  fun event_setByJavaCode_releasesCoroutines_evenIfCleared() {
    val event = AsyncEvent()
    runBlocking {
      val waiter = launch(start = UNDISPATCHED) { event.awaitSuspending() }
      event.set()
      event.clear()
      waiter.join()
      event.set()
      event.awaitSuspending()
    }
  }

  @Test
  fun suspendingForms_inACancelledCoroutine_throw() {
    val event = AsyncEvent().apply { set() }
    val mutex = AsyncMutex()
    val semaphore = AsyncSemaphore.bounded(1)
    val barrier = AsyncBarrier(1)
    val condition = AsyncCondition().apply { mutex().lock() }
    assertCancelled { event.awaitSuspending() }
    assertCancelled { mutex.lockSuspending() }
    assertCancelled { semaphore.acquireSuspending() }
    assertCancelled { barrier.awaitSuspending() }
    assertCancelled { condition.awaitSuspending() }
    assertCancelled { condition.awaitUntilSuspending { true } }
    assertThat(mutex.isLocked).isFalse()
    assertThat(semaphore.availablePermits()).isEqualTo(1)
    assertThat(condition.mutex().isLocked).isTrue()
  }

  @Test
  fun barrier_ofJavaTasksAndCoroutines_letsAllGoOn() {
    val barrier = AsyncBarrier(3)
    taskScope().run { scope ->
      val java = scope.async(Callable { barrier.await() })
      val kotlin = List(2) { scope.asCoroutineScope().async { barrier.awaitSuspending() } }
      val places = kotlin.map { it.asTask().await() } + java.await()
      assertThat(places).containsExactlyInAnyOrder(0, 1, 2)
    }
  }

  @Test
  fun barrier_thatIsReset_breaksTheWaitOfCoroutines() {
    val barrier = AsyncBarrier(2)
    runBlocking {
      val waiter = async(start = UNDISPATCHED) { runCatching { barrier.awaitSuspending() } }
      assertThat(barrier.waiting()).isEqualTo(1)
      barrier.reset()
      assertThat(waiter.await().exceptionOrNull()).isInstanceOf(BarrierBrokenException::class.java)
      barrier.abort()
      assertThat(runCatching { barrier.awaitSuspending() }.exceptionOrNull())
        .isInstanceOf(BarrierBrokenException::class.java)
    }
  }

  /** The last to arrive goes on just if the cancelled one counts as arrived. */
  @Test
  fun barrier_waiterCancelledAsTheLastArrives_countsOrLeaves() {
    val rounds = Rounds.atLeast(50)
    runBlocking {
      while (rounds.next()) {
        val barrier = AsyncBarrier(2)
        var passed = false
        val first =
          launch(Dispatchers.Default, UNDISPATCHED) {
            barrier.awaitSuspending()
            passed = true
          }
        var last: Job? = null
        race(first) {
          last = launch(Dispatchers.Default, UNDISPATCHED) { barrier.awaitSuspending() }
        }
        if (passed) {
          last!!.join()
        } else {
          barrier.awaitSuspending() // in place of the one that left
          last!!.join()
        }
        assertThat(barrier.waiting()).isZero()
      }
    }
  }

  @Test
  fun condition_signalledByJavaCode_holdsTheLockAgain() {
    val condition = AsyncCondition()
    var ready = false
    runBlocking {
      val waiter =
        launch(start = UNDISPATCHED) {
          condition.mutex().withLockSuspending {
            condition.awaitUntilSuspending { ready }
            assertThat(condition.mutex().isLocked).isTrue()
          }
        }
      for (now in listOf(false, true)) {
        condition.mutex().withLockSuspending {
          ready = now
          condition.signalAll()
        }
        yield()
      }
      waiter.join()
    }
    assertThat(condition.mutex().isLocked).isFalse()
  }

  @Test
  fun condition_withoutTheLock_isRefused() {
    assertThatThrownBy { runBlocking { AsyncCondition().awaitSuspending() } }
      .isInstanceOf(IllegalStateException::class.java)
      .hasMessageContaining("awaitSuspending() needs the lock")
  }

  /** A signal for a waiter that is cancelled goes to the other one. */
  @Test
  fun condition_waiterCancelledAsItIsSignalled_passesTheSignalOn() {
    val rounds = Rounds.atLeast(50)
    runBlocking {
      while (rounds.next()) {
        val condition = AsyncCondition()
        val woken = BooleanArray(2)
        val waiters =
          List(2) { i ->
            launch(Dispatchers.Default, UNDISPATCHED) {
              condition.mutex().withLockSuspending {
                condition.awaitSuspending()
                woken[i] = true
              }
            }
          }
        race(waiters[0]) { condition.mutex().withLock { condition.signal() } }
        if (woken[0]) {
          condition.mutex().withLockSuspending { condition.signal() }
        }
        waiters[1].join()
        assertThat(condition.mutex().isLocked).isFalse()
      }
    }
  }
}
