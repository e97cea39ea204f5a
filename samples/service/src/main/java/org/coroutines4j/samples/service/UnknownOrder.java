package org.coroutines4j.samples.service;

import java.util.UUID;

/** There is no order of that id, or it has not been written yet. */
final class UnknownOrder extends RuntimeException {
  private static final long serialVersionUID = 1;

  UnknownOrder(UUID id) {
    super("there is no order " + id);
  }
}
