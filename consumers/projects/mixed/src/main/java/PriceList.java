import java.util.List;
import org.coroutines4j.Async;
import org.coroutines4j.kotlin.Suspend;

public final class PriceList {
  private final Products products;

  public PriceList(Products products) {
    this.products = products;
  }

  public List<String> lines(List<String> names) {
    return Async.mapConcurrent(names, 4, name -> name + ": " + price(name));
  }

  private Integer price(String name) {
    return Suspend.<Integer>await(k -> products.price(name, k));
  }
}
