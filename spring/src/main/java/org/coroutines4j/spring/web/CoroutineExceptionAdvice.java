package org.coroutines4j.spring.web;

import java.util.concurrent.CancellationException;
import java.util.concurrent.RejectedExecutionException;
import org.coroutines4j.TimeoutExceededException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/**
 * Answers a request whose work did not end, as a problem detail and without a stack trace in the
 * log. Advice of the application comes first. In Spring MVC and in WebFlux.
 */
@RestControllerAdvice
@Order(Ordered.LOWEST_PRECEDENCE)
public class CoroutineExceptionAdvice {
  /** Creates the advice. */
  public CoroutineExceptionAdvice() {}

  /** Returns 504 Gateway Timeout for a deadline that was exceeded. */
  @ExceptionHandler(TimeoutExceededException.class)
  public ErrorResponseException timeout(TimeoutExceededException e) {
    return problem(HttpStatus.GATEWAY_TIMEOUT, "The work did not end before its deadline.");
  }

  /** Returns 503 Service Unavailable for a task that was cancelled. */
  @ExceptionHandler(CancellationException.class)
  public ErrorResponseException cancelled(CancellationException e) {
    return problem(HttpStatus.SERVICE_UNAVAILABLE, "The work was cancelled.");
  }

  /** Returns 503 Service Unavailable for a task that a scope has refused. */
  @ExceptionHandler(RejectedExecutionException.class)
  public ErrorResponseException refused(RejectedExecutionException e) {
    return problem(HttpStatus.SERVICE_UNAVAILABLE, "The service takes no more work now.");
  }

  private static ErrorResponseException problem(HttpStatus status, String detail) {
    return new ErrorResponseException(
        status, ProblemDetail.forStatusAndDetail(status, detail), null);
  }
}
