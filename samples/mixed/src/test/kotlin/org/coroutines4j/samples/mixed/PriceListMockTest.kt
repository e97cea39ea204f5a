package org.coroutines4j.samples.mixed

// region mock
import io.mockk.coEvery
import io.mockk.coVerify
import io.mockk.mockk
import kotlinx.coroutines.delay
import org.assertj.core.api.Assertions.assertThat
import org.junit.jupiter.api.Test

class PriceListMockTest {
  @Test
  fun javaCode_callsAMockedSuspendFunction() {
    val products = mockk<Products>()
    coEvery { products.find(1) } coAnswers
      {
        delay(5) // the mock may wait
        Product(1, "apple", 50)
      }
    coEvery { products.find(2) } returns null
    assertThat(PriceList(products).lines(listOf(1, 2))).containsExactly("apple: 0.50")
    coVerify(exactly = 1) { products.find(2) }
  }
}
// endregion
