package org.coroutines4j.kotlin

import java.io.IOException
import java.util.concurrent.CopyOnWriteArrayList
import kotlinx.coroutines.CoroutineStart
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.awaitCancellation
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.delay
import kotlinx.coroutines.launch
import kotlinx.coroutines.withContext
import kotlinx.coroutines.yield

/** An id that Java sees as an int in signatures, and boxed as a result. */
@JvmInline value class UserId(val number: Int)

/** A name that Java sees as a string in signatures. */
@JvmInline value class CallName(val text: String)

/** What Kotlin code that Java wants to call looks like. */
interface Users {
  suspend fun nameOf(id: Int): String

  suspend fun remove(id: Int)
}

/** Suspend functions of all kinds. */
class KotlinUsers : Users {
  val log: MutableList<String> = CopyOnWriteArrayList()

  override suspend fun nameOf(id: Int): String {
    delay(1)
    return "user $id"
  }

  override suspend fun remove(id: Int) {
    delay(1)
    log += "removed $id"
  }

  suspend fun atOnce(): String = "at once"

  suspend fun nicknameOf(id: Int): String? {
    delay(1)
    return if (id == 7) "Seven" else null
  }

  suspend fun failUnchecked(failure: RuntimeException): String {
    delay(1)
    throw failure
  }

  @Throws(IOException::class)
  suspend fun failChecked(failure: IOException): String {
    delay(1)
    throw failure
  }

  @JvmName("newestId")
  suspend fun newestId(): UserId {
    delay(1)
    return UserId(42)
  }

  @JvmName("callName")
  suspend fun callName(wait: Boolean): CallName {
    if (wait) yield() // a delay may be over before the wait has begun
    return CallName("Ada")
  }

  @JvmName("nameOfId")
  suspend fun nameOf(id: UserId): String {
    delay(1)
    return "user ${id.number}"
  }

  suspend fun greet(id: Int, greeting: String = "Hello"): String = "$greeting, ${nameOf(id)}"

  /** The threads on which it runs: here, after a delay, elsewhere, and here again. */
  suspend fun threads(): List<String> {
    val names = ArrayList<String>()
    names += Thread.currentThread().name
    delay(5)
    names += Thread.currentThread().name
    withContext(Dispatchers.Default) { names += Thread.currentThread().name }
    names += Thread.currentThread().name
    return names
  }

  suspend fun waitForever(): Nothing {
    try {
      awaitCancellation()
    } finally {
      log += "cleaned up"
    }
  }

  /** Starts children, which belong to the caller, and wait when this has said so. */
  suspend fun inParallel(): Int = coroutineScope {
    launch(start = CoroutineStart.UNDISPATCHED) { waitForever() }
    launch(start = CoroutineStart.UNDISPATCHED) { waitForever() }
    log += "started"
    awaitCancellation()
  }
}
