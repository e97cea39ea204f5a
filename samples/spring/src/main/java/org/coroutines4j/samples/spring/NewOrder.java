package org.coroutines4j.samples.spring;

/**
 * An order as a client sends it. Jackson answers 400 for the exception of its constructor.
 *
 * @param item what is ordered
 * @param quantity how many, from 1 to 1000
 */
record NewOrder(String item, int quantity) {
  NewOrder {
    if (item == null || item.isBlank() || item.length() > 100) {
      throw new IllegalArgumentException("item must have 1 to 100 characters, but was " + item);
    }
    if (quantity < 1 || quantity > 1000) {
      throw new IllegalArgumentException("quantity must be 1 to 1000, but was " + quantity);
    }
  }
}
