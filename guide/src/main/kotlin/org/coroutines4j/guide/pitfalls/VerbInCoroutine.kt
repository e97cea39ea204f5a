/** Awaits a task of Java code in a coroutine, by the verb of Java and by the one of Kotlin. */
@file:JvmName("VerbInCoroutine")

package org.coroutines4j.guide.pitfalls

// region imports
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.withContext
import org.coroutines4j.Task
import org.coroutines4j.TaskScope
import org.coroutines4j.kotlin.asDeferred
import org.coroutines4j.kotlin.asTaskScope

// endregion

/** Runs the programs of the page. */
fun main() = runBlocking {
  withContext(Dispatchers.Default) {
    blocking()
    suspending()
  }
}

// region price
private fun price(scope: TaskScope): Task<Int> = scope.async { 7 } // stands for Java code

// endregion

private suspend fun blocking() {
  // region wrong
  coroutineScope { // on Dispatchers.Default
    val price = price(asTaskScope())
    try {
      println("price ${price.await()}") // the verb of Java
    } catch (e: IllegalStateException) {
      println("await has thrown ${e.javaClass.simpleName}")
    }
  }
  // endregion
}

private suspend fun suspending() {
  // region right
  coroutineScope {
    val price = price(asTaskScope())
    println("price ${price.asDeferred().await()}") // suspends
  }
  // endregion
}
