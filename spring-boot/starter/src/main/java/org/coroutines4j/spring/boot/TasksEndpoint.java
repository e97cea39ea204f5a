package org.coroutines4j.spring.boot;

import org.coroutines4j.Diagnostics;
import org.springframework.boot.actuate.endpoint.Access;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;

/**
 * Shows all tasks of the application and what each of them waits for, as {@code /actuator/tasks}.
 * It must be exposed by {@code management.endpoints.web.exposure.include}.
 */
@Endpoint(id = "tasks", defaultAccess = Access.READ_ONLY)
public class TasksEndpoint {
  /** Creates the endpoint. */
  public TasksEndpoint() {}

  /** Returns {@link Diagnostics#dumpJson()}. */
  @ReadOperation(produces = "application/json")
  public String tasks() {
    return Diagnostics.dumpJson();
  }

  /** Returns {@link Diagnostics#dump()}. */
  @ReadOperation(produces = "text/plain;charset=UTF-8")
  public String tasksAsText() {
    return Diagnostics.dump();
  }
}
