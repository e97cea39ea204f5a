package shop;

import static java.time.Duration.ofHours;
import static org.coroutines4j.Async.delay;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.coroutines4j.ServiceScope;

/** A bean that works in the background, for hours. */
class Reminders {
  private final ServiceScope scope;
  final List<String> sent = new CopyOnWriteArrayList<>();

  Reminders(ServiceScope scope) {
    this.scope = scope;
  }

  void remind(String customer) {
    scope
        .named("reminders of " + customer)
        .launch(
            () -> {
              for (int day = 1; day <= 3; day++) {
                delay(ofHours(24));
                sent.add(customer + ", day " + day);
              }
            });
  }
}
