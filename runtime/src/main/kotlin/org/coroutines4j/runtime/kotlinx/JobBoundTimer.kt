package org.coroutines4j.runtime.kotlinx

import java.util.concurrent.atomic.AtomicReference
import kotlinx.coroutines.DisposableHandle
import kotlinx.coroutines.Job

/**
 * A timer that calls [block] when it expires, and that the cancellation of the Job disposes.
 *
 * A `select` of kotlinx 1.11 and before does not dispose its timer if it is cancelled while one of
 * its clauses is selected during the registration: `waitUntilSelected` then installs no handler of
 * the cancellation. The timer would stay in memory until it expires.
 */
internal class JobBoundTimer(private val block: Runnable) :
  AtomicReference<DisposableHandle?>(), Runnable, DisposableHandle {

  /** Lets the cancellation of [job] dispose [timer]. Called once. */
  fun start(job: Job, timer: DisposableHandle) {
    val onCancellation = onCancelling(job) { timer.dispose() }
    val handles = DisposableHandle {
      onCancellation.dispose()
      timer.dispose()
    }
    if (!compareAndSet(null, handles)) {
      handles.dispose() // the timer has expired
    }
  }

  override fun run() {
    dispose()
    block.run()
  }

  override fun dispose() {
    getAndSet(ENDED)?.dispose()
  }

  private companion object {
    private val ENDED = DisposableHandle {}
  }
}
