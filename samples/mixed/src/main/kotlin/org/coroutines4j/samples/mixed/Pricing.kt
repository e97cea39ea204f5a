package org.coroutines4j.samples.mixed

// region pricing
/** What Kotlin code asks of a pricing component, which happens to be written in Java. */
interface Pricing {
  suspend fun priceOf(product: Product, amount: Int): Long
}
// endregion
