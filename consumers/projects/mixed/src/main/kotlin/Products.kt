import kotlinx.coroutines.delay

interface Products {
  suspend fun price(name: String): Int?
}

class SlowProducts : Products {
  override suspend fun price(name: String): Int? {
    delay(10)
    return if (name == "apple") 50 else null
  }
}
