package org.coroutines4j.samples.mixed

import java.sql.Connection
import javax.sql.DataSource
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.flow.MutableSharedFlow
import kotlinx.coroutines.flow.SharedFlow
import kotlinx.coroutines.withContext

/** Products in a table. */
class DatabaseProducts(private val database: DataSource) : Products {
  private val saved = MutableSharedFlow<Product>(replay = 16)

  override val changes: SharedFlow<Product> = saved

  suspend fun createTable() {
    connected {
      it
        .createStatement()
        .execute("create table product (id bigint primary key, name varchar, cents bigint)")
    }
  }

  override suspend fun find(id: Long): Product? = connected { connection ->
    val query = connection.prepareStatement("select name, cents from product where id = ?")
    query.setLong(1, id)
    val rows = query.executeQuery()
    if (rows.next()) Product(id, rows.getString(1), rows.getLong(2)) else null
  }

  override suspend fun save(product: Product) {
    connected { connection ->
      val merge = connection.prepareStatement("merge into product values (?, ?, ?)")
      merge.setLong(1, product.id)
      merge.setString(2, product.name)
      merge.setLong(3, product.cents)
      merge.executeUpdate()
    }
    saved.emit(product)
  }

  /** JDBC blocks, so it has threads of its own. */
  private suspend fun <T> connected(work: (Connection) -> T): T =
    withContext(Dispatchers.IO) { database.connection.use(work) }
}
