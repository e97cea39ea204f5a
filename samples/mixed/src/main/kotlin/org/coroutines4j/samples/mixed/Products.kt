package org.coroutines4j.samples.mixed

import kotlinx.coroutines.flow.Flow

/** Something that is sold. */
data class Product(val id: Long, val name: String, val cents: Long)

// region products
/** Written in Kotlin, as a repository is: suspend functions, and a flow of events. */
interface Products {
  suspend fun find(id: Long): Product?

  suspend fun save(product: Product)

  /** The products that are saved from now on. */
  val changes: Flow<Product>
}
// endregion
