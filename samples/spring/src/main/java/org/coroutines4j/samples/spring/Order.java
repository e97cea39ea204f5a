package org.coroutines4j.samples.spring;

import java.util.UUID;

/**
 * An accepted order.
 *
 * @param id its key
 * @param customer the user who has sent it
 * @param item what is ordered
 * @param quantity how many
 */
record Order(UUID id, String customer, String item, int quantity) {
  static Order of(NewOrder order, String customer) {
    return new Order(UUID.randomUUID(), customer, order.item(), order.quantity());
  }
}
