package org.coroutines4j.samples.service;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;

/** What clients of the event stream are told. */
record Event(String name, JsonObject data) {
  /** As server-sent events are written. */
  Buffer encode() {
    return Buffer.buffer("event: " + name + "\ndata: " + data.encode() + "\n\n");
  }
}
