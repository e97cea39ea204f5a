package org.coroutines4j.samples.mixed

// region imports
import kotlinx.coroutines.coroutineScope
import org.coroutines4j.kotlin.asDeferred
import org.coroutines4j.kotlin.asTaskScope

// endregion

/** What has been sold. */
data class Receipt(val product: String, val amount: Int, val cents: Long)

/** Kotlin code that uses Java: a suspend method, and tasks. */
class Checkout(
  private val products: Products,
  private val pricing: Pricing,
  private val stock: Stock,
) {
  // region checkout
  suspend fun sell(id: Long, amount: Int): Receipt = coroutineScope {
    val left = stock.left(asTaskScope(), id).asDeferred() // a Java task, child of this scope
    val product = products.find(id) ?: throw NoSuchElementException("no product $id")
    val price = pricing.priceOf(product, amount) // Java code, called as a suspend function
    check(left.await() >= amount) { "only ${left.await()} of ${product.name} left" }
    Receipt(product.name, amount, price)
  }
  // endregion
}
