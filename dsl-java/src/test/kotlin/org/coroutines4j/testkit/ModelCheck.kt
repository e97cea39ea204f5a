package org.coroutines4j.testkit

import kotlin.reflect.KClass
import org.jetbrains.lincheck.datastructures.DSLScenarioBuilder
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions
import org.jetbrains.lincheck.datastructures.forClasses

/**
 * Runs [scenarios] random ones of the operations of [model], and those that are [given], with many
 * interleavings each, and fails if one has results that no order of the operations of
 * [specification] explains: a class with the same operations, simple enough to be seen to be right,
 * since what [model] itself does with one thread may be wrong too.
 *
 * What kotlinx does is one step: it is checked where it is made, and what is ours is checked all
 * the more.
 */
fun modelCheck(
  model: KClass<*>,
  specification: KClass<*>,
  scenarios: Int = 2,
  vararg given: DSLScenarioBuilder.() -> Unit,
) {
  ModelCheckingOptions()
    .also { options -> given.forEach { options.addCustomScenario(it) } }
    .iterations(if (scenarios == 0) 0 else Stress.rounds(scenarios))
    .invocationsPerIteration(INTERLEAVINGS)
    .threads(2)
    .actorsPerThread(3)
    .actorsBefore(1)
    .actorsAfter(1)
    .addGuarantee(forClasses { it.startsWith("kotlinx.coroutines.") }.allMethods().treatAsAtomic())
    .minimizeFailedScenario(false)
    .sequentialSpecification(specification.java)
    .check(model)
}

private const val INTERLEAVINGS = 50
