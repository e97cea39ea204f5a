package org.coroutines4j.samples.service;

import io.vertx.core.json.JsonObject;
import java.util.Map;

/** What the backends say of an order: those that have answered in time, and why others have not. */
record Quote(Order order, Map<String, JsonObject> parts, Map<String, String> missing) {
  JsonObject toJson() {
    JsonObject json = new JsonObject().put("order", order.toJson());
    parts.forEach(json::put);
    JsonObject reasons = new JsonObject();
    missing.forEach(reasons::put);
    return json.put("complete", missing.isEmpty()).put("missing", reasons);
  }
}
