package org.coroutines4j.samples.service;

import io.vertx.core.json.JsonObject;
import java.util.Map;

/** What a client is answered. */
record Reply(int status, String type, String body, Map<String, String> headers) {
  static Reply json(int status, JsonObject body) {
    return json(status, body.encode());
  }

  static Reply json(int status, String body) {
    return new Reply(status, "application/json", body, Map.of());
  }

  static Reply text(String type, String body) {
    return new Reply(200, type, body, Map.of());
  }

  static Reply error(int status, String message) {
    return json(status, new JsonObject().put("error", message));
  }

  Reply with(String header, String value) {
    return new Reply(status, type, body, Map.of(header, value));
  }
}
