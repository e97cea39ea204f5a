package org.coroutines4j.samples.spring;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Async;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;

/** Keeps a record of who has ordered what, without delaying the answer to the client. */
@Component
class Audit {
  private static final Logger LOG = LoggerFactory.getLogger(Audit.class);

  // region async
  /** Runs as a task of the default scope, with the user and the trace of its caller. */
  @Async
  void accepted(Order order) {
    var user = SecurityContextHolder.getContext().getAuthentication();
    LOG.info("{} has ordered {}", user == null ? "an unknown user" : user.getName(), order);
  }
  // endregion
}
