package org.coroutines4j.samples.service;

import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An order that has been accepted. */
record Order(UUID id, String customer, String item, int quantity, BigDecimal amount) {
  private static final int LONGEST = 100;
  private static final int LONGEST_NUMBER = 20; // BigDecimal takes its time for long ones
  private static final int MOST = 1000;
  private static final BigDecimal DEAREST = new BigDecimal("1000000.00");

  /** A new order as a client has sent it; throws {@link BadRequest} if something is wrong. */
  static Order from(JsonObject json) {
    return new Order(
        UUID.randomUUID(),
        text(json, "customer"),
        text(json, "item"),
        quantity(json),
        amount(json));
  }

  private static String text(JsonObject json, String field) {
    if (!(json.getValue(field) instanceof String value) || value.isBlank()) {
      throw new BadRequest(field + " must be a text, but is " + shortened(json.getValue(field)));
    }
    if (value.length() > LONGEST || value.indexOf('\0') >= 0) {
      throw new BadRequest(field + " must have at most " + LONGEST + " characters, and no NUL");
    }
    return value;
  }

  private static int quantity(JsonObject json) {
    if (json.getValue("quantity") instanceof Integer quantity
        && quantity >= 1
        && quantity <= MOST) {
      return quantity;
    }
    throw new BadRequest(
        "quantity must be a whole number from 1 to "
            + MOST
            + ", but is "
            + shortened(json.getValue("quantity")));
  }

  private static String shortened(@Nullable Object value) {
    String text = String.valueOf(value);
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "...";
  }

  private static BigDecimal amount(JsonObject json) {
    Object value = json.getValue("amount");
    String text = value instanceof Number || value instanceof String ? value.toString() : "";
    if (text.length() <= LONGEST_NUMBER) {
      try {
        BigDecimal amount = new BigDecimal(text);
        boolean inRange = amount.signum() > 0 && amount.compareTo(DEAREST) <= 0;
        if (inRange && amount.stripTrailingZeros().scale() <= 2) {
          return amount.setScale(2);
        }
      } catch (NumberFormatException e) {
        // told below
      }
    }
    throw new BadRequest(
        "amount must be above 0 and at most "
            + DEAREST
            + ", with at most two decimals, but is "
            + shortened(value));
  }

  JsonObject toJson() {
    return new JsonObject()
        .put("id", id.toString())
        .put("customer", customer)
        .put("item", item)
        .put("quantity", quantity)
        .put("amount", amount.toPlainString());
  }
}
