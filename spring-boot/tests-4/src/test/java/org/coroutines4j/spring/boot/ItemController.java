package org.coroutines4j.spring.boot;

import static java.time.Duration.ofHours;
import static java.time.Duration.ofMillis;
import static org.coroutines4j.Async.delay;
import static org.coroutines4j.Async.withTimeout;

import java.util.concurrent.atomic.AtomicInteger;
import org.coroutines4j.ServiceScope;
import org.coroutines4j.Task;
import org.coroutines4j.flow.AsyncFlow;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Returns and accepts tasks and flows in all ways that the tests try. */
@RestController
class ItemController {
  private final ServiceScope scope;

  /** How much work is open: each endpoint that waits counts itself. */
  final AtomicInteger open = new AtomicInteger();

  ItemController(ServiceScope scope) {
    this.scope = scope;
  }

  @GetMapping("/task")
  Task<Item> task() {
    return scope.async(
        () -> {
          delay(ofMillis(20));
          return new Item(1);
        });
  }

  @GetMapping("/task/slow")
  Task<Item> slowTask() {
    return scope.async(
        () -> {
          delay(ofMillis(300));
          return new Item(7);
        });
  }

  @GetMapping("/task/null")
  Task<Item> taskOfNull() {
    return scope.async(() -> null);
  }

  @GetMapping("/task/void")
  Task<Void> taskWithoutValue() {
    return scope.launch(() -> delay(ofMillis(10)));
  }

  @GetMapping("/flow")
  AsyncFlow<Item> flow() {
    return items();
  }

  @GetMapping("/flow/empty")
  AsyncFlow<Item> emptyFlow() {
    return AsyncFlow.empty();
  }

  @GetMapping(path = "/flow/sse", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
  AsyncFlow<Item> events() {
    return items();
  }

  @GetMapping(path = "/flow/ndjson", produces = MediaType.APPLICATION_NDJSON_VALUE)
  AsyncFlow<Item> lines() {
    return items();
  }

  private static AsyncFlow<Item> items() {
    return AsyncFlow.range(1, 4)
        .map(
            id -> {
              delay(ofMillis(5));
              return new Item(id);
            });
  }

  @PostMapping("/sum")
  int sum(@RequestBody AsyncFlow<Item> items) {
    return items.fold(0, (sum, item) -> sum + item.id());
  }

  @PostMapping("/sum/later")
  Task<Integer> sumLater(@RequestBody AsyncFlow<Item> items) {
    return scope.async(() -> items.fold(0, (sum, item) -> sum + item.id()));
  }

  @PostMapping("/sum/optional")
  Task<Integer> sumOptional(@RequestBody(required = false) AsyncFlow<Item> items) {
    return scope.async(() -> items.fold(0, (sum, item) -> sum + item.id()));
  }

  @GetMapping("/later")
  Later<Item> later() {
    return new Later<>(new Item(3));
  }

  @PostMapping("/double")
  Task<Item> twice(@RequestBody Task<Item> item) {
    return scope.async(() -> new Item(2 * item.await().id()));
  }

  @GetMapping("/fail/task")
  Task<Item> failingTask() {
    return scope.async(
        () -> {
          throw new BrokenException("broken task");
        });
  }

  @GetMapping("/fail/first")
  AsyncFlow<Item> failingFlow() {
    return AsyncFlow.failed(new BrokenException("broken flow"));
  }

  @GetMapping(path = "/fail/later", produces = MediaType.APPLICATION_NDJSON_VALUE)
  AsyncFlow<Item> failingLater() {
    return AsyncFlow.<Item>generate(
        out -> {
          out.emit(new Item(1));
          delay(ofMillis(100));
          throw new BrokenException("broken later");
        });
  }

  @GetMapping("/late")
  Task<Item> late() {
    return scope.async(
        () ->
            withTimeout(
                ofMillis(50),
                () -> {
                  delay(ofHours(1));
                  return new Item(1);
                }));
  }

  @GetMapping("/cancelled")
  Task<Item> cancelled() {
    return scope.async(
        () -> {
          Task<Item> other =
              scope.async(
                  () -> {
                    delay(ofHours(1));
                    return new Item(1);
                  });
          other.cancel();
          return other.await();
        });
  }

  @GetMapping("/wait/task")
  Task<Item> waitingTask() {
    return scope.async(
        () -> {
          open.incrementAndGet();
          try {
            delay(ofHours(1));
            return new Item(1);
          } finally {
            open.decrementAndGet();
          }
        });
  }

  @GetMapping(path = "/wait/sse", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
  AsyncFlow<Item> waitingEvents() {
    return AsyncFlow.generate(
        out -> {
          open.incrementAndGet();
          try {
            for (int id = 0; ; id++) {
              out.emit(new Item(id));
              delay(ofMillis(20));
            }
          } finally {
            open.decrementAndGet();
          }
        });
  }

  @GetMapping(path = "/wait/sse/silent", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
  AsyncFlow<Item> silentEvents() {
    return AsyncFlow.generate(
        out -> {
          open.incrementAndGet();
          try {
            delay(ofHours(1));
          } finally {
            open.decrementAndGet();
          }
        });
  }

  @ExceptionHandler(BrokenException.class)
  ProblemDetail broken(BrokenException e) {
    return ProblemDetail.forStatusAndDetail(HttpStatus.BAD_GATEWAY, e.getMessage());
  }
}
