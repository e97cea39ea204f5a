@file:JvmName("HelloFromKotlin")

package org.coroutines4j.benchmarks.process

import kotlinx.coroutines.runBlocking

/** Prints one line in `runBlocking`. */
public fun main(): Unit = runBlocking { println("Hello") }
