package org.coroutines4j.samples.spring;

// region imports
import java.net.URI;
import java.security.Principal;
import java.util.UUID;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

// endregion

/** Accepts orders, and shows them. These methods do not wait, and need no task. */
@RestController
class OrderController {
  private final OrderIntake intake;
  private final OrderStore store;
  private final Audit audit;

  OrderController(OrderIntake intake, OrderStore store, Audit audit) {
    this.intake = intake;
    this.store = store;
    this.audit = audit;
  }

  // region accept
  @PostMapping("/orders")
  ResponseEntity<?> accept(@RequestBody NewOrder sent, Principal user) {
    Order order = Order.of(sent, user.getName());
    if (!intake.accept(order)) {
      return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
          .header(HttpHeaders.RETRY_AFTER, "1")
          .body(
              ProblemDetail.forStatusAndDetail(
                  HttpStatus.SERVICE_UNAVAILABLE, "Too many orders wait. Send it again later."));
    }
    audit.accepted(order);
    return ResponseEntity.accepted()
        .location(URI.create("/orders/" + order.id()))
        .body(new Progress(order, false));
  }

  // endregion

  /**
   * An order and its progress.
   *
   * @param order the order
   * @param done whether it has been written
   */
  record Progress(Order order, boolean done) {}

  @GetMapping("/orders/{id}")
  Progress order(@PathVariable UUID id) {
    return intake
        .find(id)
        .map(order -> new Progress(order, false))
        .or(() -> store.find(id).map(order -> new Progress(order, true)))
        .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
  }
}
