package org.coroutines4j.samples.service;

/** A client has sent something wrong; the message tells it what. */
final class BadRequest extends RuntimeException {
  private static final long serialVersionUID = 1;

  BadRequest(String message) {
    super(message);
  }
}
