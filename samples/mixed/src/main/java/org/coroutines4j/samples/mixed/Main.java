package org.coroutines4j.samples.mixed;

import static org.coroutines4j.Async.run;

import java.util.List;
import java.util.Map;
import org.coroutines4j.Task;
import org.coroutines4j.kotlin.Suspend;
import org.h2.jdbcx.JdbcDataSource;

/** A shop: Java calls Kotlin, which calls Java, in one tree of tasks. */
public final class Main {
  private Main() {}

  /** Runs the program. */
  public static void main(String[] args) {
    JdbcDataSource database = new JdbcDataSource();
    database.setURL("jdbc:h2:mem:shop;DB_CLOSE_DELAY=-1");
    DatabaseProducts products = new DatabaseProducts(database);
    PriceList prices = new PriceList(products);
    Checkout checkout =
        new Checkout(products, new DiscountPricing(), new Warehouse(Map.of(1L, 100, 2L, 3)));

    // region main
    run(
        scope -> {
          Suspend.await(products::createTable);
          Task<List<String>> bargains = scope.async(() -> prices.bargains(100, 2));
          for (Product product :
              List.of(
                  new Product(1, "apple", 50),
                  new Product(2, "book", 1999),
                  new Product(3, "pen", 99))) {
            Suspend.await(k -> products.save(product, k));
          }
          prices.lines(List.of(1L, 2L, 3L, 4L)).forEach(System.out::println);
          System.out.println("bargains: " + bargains.await());

          Task<Receipt> sold = Suspend.async(scope, k -> checkout.sell(1, 10, k));
          Receipt receipt = sold.await();
          System.out.println(
              receipt.getAmount()
                  + " x "
                  + receipt.getProduct()
                  + " = "
                  + PriceList.euros(receipt.getCents()));
          try {
            Suspend.await(k -> checkout.sell(2, 4, k));
          } catch (IllegalStateException e) {
            System.out.println("not sold: " + e.getMessage());
          }
        });
    // endregion
  }
}
