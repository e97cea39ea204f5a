package org.coroutines4j.samples.mixed

import io.mockk.coEvery
import io.mockk.coVerify
import io.mockk.every
import io.mockk.mockk
import java.util.concurrent.Callable
import kotlinx.coroutines.runBlocking
import org.assertj.core.api.Assertions.assertThat
import org.assertj.core.api.Assertions.assertThatThrownBy
import org.coroutines4j.TaskScope
import org.junit.jupiter.api.Test

/** Kotlin code with mocks of its Kotlin repository and of the Java interface with tasks. */
class CheckoutTest {
  private val products = mockk<Products> { coEvery { find(1) } returns Product(1, "apple", 50) }
  private val stock =
    mockk<Stock> {
      every { left(any(), any()) } answers
        {
          firstArg<TaskScope>().async(Callable { 3 })
        }
    }
  private val checkout = Checkout(products, DiscountPricing(), stock)

  @Test
  fun sale_asksEverybody() = runBlocking {
    assertThat(checkout.sell(1, 2)).isEqualTo(Receipt("apple", 2, 100))
    coVerify(exactly = 1) { products.find(1) }
  }

  @Test
  fun sale_ofMoreThanThereIs_isRefused() {
    assertThatThrownBy { runBlocking { checkout.sell(1, 4) } }
      .isInstanceOf(IllegalStateException::class.java)
      .hasMessage("only 3 of apple left")
  }

  @Test
  fun failingStock_failsTheSale() {
    every { stock.left(any(), any()) } answers
      {
        firstArg<TaskScope>().async(Callable { error("no scanner") })
      }
    assertThatThrownBy { runBlocking { checkout.sell(1, 1) } }
      .isInstanceOf(IllegalStateException::class.java)
      .hasMessage("no scanner")
  }
}
