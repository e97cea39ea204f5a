package org.coroutines4j.testkit

import kotlin.reflect.KClass
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions

/**
 * Runs random scenarios of the operations of [model], with many interleavings each, and fails if
 * one has results that no order of the operations explains. The model itself, used by one thread,
 * says what is right.
 */
fun modelCheck(model: KClass<*>, scenarios: Int = 4, threads: Int = 2, switchAfterLoops: Int = 10) {
  ModelCheckingOptions()
    .iterations(Stress.rounds(scenarios))
    .invocationsPerIteration(INTERLEAVINGS)
    .threads(threads)
    .actorsPerThread(3)
    .actorsBefore(1)
    .actorsAfter(1)
    .loopIterationsBeforeThreadSwitch(switchAfterLoops)
    .loopBound(20 * switchAfterLoops)
    .check(model)
}

private const val INTERLEAVINGS = 100
