package org.coroutines4j.runtime.dispatch

import sun.misc.Signal
import sun.misc.SignalHandler

/**
 * A signal that the operating system sends to this process. Loading this class fails with a
 * [NoClassDefFoundError] if the module jdk.unsupported is absent.
 *
 * The class is written in Kotlin because javac warns of `sun.misc` in a way that cannot be
 * suppressed. Reflection and a proxy would take tens of milliseconds of each program's start-up.
 */
public class ProcessSignal(name: String) {
  private val signal = Signal(name)

  /** The number of the signal on this operating system. */
  public val number: Int
    get() = signal.number

  /**
   * Calls [received] when the signal comes, on a thread of the JVM, instead of the current handler.
   * Does nothing if the signal is ignored, as under `nohup`.
   *
   * @return what restores the current handler
   * @throws IllegalArgumentException if the JVM reserves the signal, as with `-Xrs`
   */
  public fun handle(received: Runnable): Runnable {
    val before = Signal.handle(signal) { received.run() }
    val restore = Runnable { Signal.handle(signal, before) }
    if (before === SignalHandler.SIG_IGN) {
      restore.run()
      return Runnable {}
    }
    return restore
  }

  /** Sends the signal to this process. */
  public fun raise() {
    Signal.raise(signal)
  }

  override fun toString(): String = signal.toString()
}
