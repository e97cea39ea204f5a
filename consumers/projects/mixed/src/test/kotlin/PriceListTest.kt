import io.mockk.coEvery
import io.mockk.mockk
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Test

class PriceListTest {
  @Test
  fun `a mock answers`() {
    val products = mockk<Products>()
    coEvery { products.price(any()) } returns 7
    assertEquals(listOf("pen: 7"), PriceList(products).lines(listOf("pen")))
  }

  @Test
  fun `the real one waits`() {
    assertEquals(listOf("apple: 50", "pen: null"), PriceList(SlowProducts()).lines(listOf("apple", "pen")))
  }
}
